package io.tid.log4j;

import java.util.function.Consumer;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.message.Message;
import org.apache.logging.log4j.util.StringBuilderFormattable;
import org.jspecify.annotations.Nullable;

/** A message that runs code of the test in the middle of its line, where users' own code runs. */
@SuppressWarnings("serial")
record FormattedBy(Consumer<StringBuilder> writer) implements Message, StringBuilderFormattable {

    static LogEvent event(Consumer<StringBuilder> writer) {
        return Log4jLogEvent.newBuilder().setMessage(new FormattedBy(writer)).build();
    }

    @Override
    public void formatTo(StringBuilder buffer) {
        writer.accept(buffer);
    }

    @Override
    public String getFormattedMessage() {
        StringBuilder builder = new StringBuilder();
        formatTo(builder);
        return builder.toString();
    }

    @Override
    public Object[] getParameters() {
        return new Object[0];
    }

    @Override
    public @Nullable Throwable getThrowable() {
        return null;
    }

    @Override
    public String getFormat() {
        return "";
    }
}
