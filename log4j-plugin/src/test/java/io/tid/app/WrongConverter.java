package io.tid.app;

import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.config.plugins.Plugin;
import org.apache.logging.log4j.core.pattern.ConverterKeys;
import org.apache.logging.log4j.core.pattern.LogEventPatternConverter;
import org.apache.logging.log4j.core.pattern.PatternConverter;

/** What {@code %gid} must not do: it asks the thread that formats. */
@Plugin(name = "TidTestWrongConverter", category = PatternConverter.CATEGORY)
@ConverterKeys("wrong")
public final class WrongConverter extends LogEventPatternConverter {

    private WrongConverter() {
        super("wrong", "wrong");
    }

    public static WrongConverter newInstance(String[] options) {
        return new WrongConverter();
    }

    @Override
    public void format(LogEvent event, StringBuilder toAppendTo) {
        toAppendTo.append(Thread.currentThread().threadId());
    }
}
