package io.tid.log4j;

import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.AbstractLogEvent;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.config.DefaultConfiguration;
import org.apache.logging.log4j.core.layout.PatternLayout;
import org.apache.logging.log4j.message.Message;
import org.apache.logging.log4j.message.SimpleMessage;

/** Log events of threads that the tests choose, and their text. */
final class Events {

    private Events() {}

    static LogEvent of(long threadId) {
        return new Event(threadId);
    }

    /** As third parties write them; Log4j's own would put the current thread where the id is 0. */
    @SuppressWarnings("serial")
    private static final class Event extends AbstractLogEvent {

        private final long threadId;

        Event(long threadId) {
            this.threadId = threadId;
        }

        @Override
        public long getThreadId() {
            return threadId;
        }

        @Override
        public String getLoggerName() {
            return "test";
        }

        @Override
        public Level getLevel() {
            return Level.INFO;
        }

        @Override
        public Message getMessage() {
            return new SimpleMessage("hello");
        }
    }

    /** What Log4j prints for the event of a thread, by a pattern. */
    static String print(String pattern, long threadId) {
        return PatternLayout.newBuilder()
                .setConfiguration(new DefaultConfiguration())
                .setPattern(pattern)
                .build()
                .toSerializable(of(threadId));
    }
}
