package io.tid.jmh;

import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.impl.ContextDataFactory;
import org.apache.logging.log4j.core.impl.MutableLogEvent;
import org.apache.logging.log4j.message.SimpleMessage;
import org.apache.logging.log4j.util.StringMap;

/** Events to format again and again, as Log4j's own reused ones. */
final class Events {

    static final String MESSAGE = "player 7 joined room 12";

    private Events() {}

    /** An event of a thread with this id, whose context says so too. */
    static MutableLogEvent of(long threadId) {
        MutableLogEvent event = new MutableLogEvent();
        event.setLevel(Level.INFO);
        event.setLoggerName("io.tid.jmh");
        event.setMessage(new SimpleMessage(MESSAGE));
        event.setThreadId(threadId);
        event.setThreadName("worker-" + threadId);
        StringMap context = ContextDataFactory.createContextData();
        context.putValue("gid", "gid-" + threadId);
        event.setContextData(context);
        return event;
    }
}
