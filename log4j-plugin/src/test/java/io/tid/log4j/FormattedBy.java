package io.tid.log4j;

import java.util.function.Consumer;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.message.SimpleMessage;

/** A message that runs code of the test in the middle of its line, where users' own code runs. */
@SuppressWarnings("serial")
final class FormattedBy extends SimpleMessage {

    private final Consumer<StringBuilder> writer;

    private FormattedBy(Consumer<StringBuilder> writer) {
        this.writer = writer;
    }

    static LogEvent event(Consumer<StringBuilder> writer) {
        return Log4jLogEvent.newBuilder().setMessage(new FormattedBy(writer)).build();
    }

    @Override
    public void formatTo(StringBuilder buffer) {
        writer.accept(buffer);
    }
}
