package io.tid.app;

import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.appender.AppenderLoggingException;
import org.apache.logging.log4j.core.config.Node;
import org.apache.logging.log4j.core.config.Property;
import org.apache.logging.log4j.core.config.plugins.Plugin;
import org.apache.logging.log4j.core.config.plugins.PluginAttribute;
import org.apache.logging.log4j.core.config.plugins.PluginFactory;

/** Never works: what Failover is for. */
@Plugin(name = "TidTestFailing", category = Node.CATEGORY, elementType = Appender.ELEMENT_TYPE)
public final class FailingAppender extends AbstractAppender {

    private FailingAppender(String name) {
        super(name, null, null, false, Property.EMPTY_ARRAY);
    }

    @PluginFactory
    public static FailingAppender create(@PluginAttribute("name") String name) {
        return new FailingAppender(name);
    }

    @Override
    public void append(LogEvent event) {
        throw new AppenderLoggingException("as always");
    }
}
