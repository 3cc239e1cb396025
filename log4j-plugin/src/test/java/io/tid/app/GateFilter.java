package io.tid.app;

import org.apache.logging.log4j.core.Filter;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.config.Node;
import org.apache.logging.log4j.core.config.plugins.Plugin;
import org.apache.logging.log4j.core.config.plugins.PluginFactory;
import org.apache.logging.log4j.core.filter.AbstractFilter;

/** Holds an appender up until nobody logs any more, so that the queue before it fills. */
@Plugin(name = "TidTestGate", category = Node.CATEGORY, elementType = Filter.ELEMENT_TYPE)
public final class GateFilter extends AbstractFilter {

    private GateFilter() {}

    @PluginFactory
    public static GateFilter create() {
        return new GateFilter();
    }

    @Override
    public Result filter(LogEvent event) {
        try {
            LogFromManyThreads.LOGGED.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return Result.NEUTRAL;
    }
}
