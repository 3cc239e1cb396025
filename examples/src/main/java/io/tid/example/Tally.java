package io.tid.example;

import java.util.HashSet;
import java.util.Set;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;

/** An appender that counts the lines and the threads that logged them. Complete once Log4j has shut down. */
final class Tally extends AbstractAppender {

    private final Set<Long> platformIds = new HashSet<>();
    private final Set<Long> virtualIds = new HashSet<>();
    private int lines;

    private Tally() {
        super("tally", null, null, true, Property.EMPTY_ARRAY);
    }

    /** Counts beside the appenders of {@code log4j2.xml} from now on. */
    static Tally start(LoggerContext log4j) {
        Tally tally = new Tally();
        tally.start();
        log4j.getConfiguration().getRootLogger().addAppender(tally, null, null);
        return tally;
    }

    /** Runs on Log4j's own thread: what it knows of the one that logged is what the event carries. */
    @Override
    public synchronized void append(LogEvent event) {
        lines++;
        // A platform thread always has a name. The virtual threads here were given none: their id is all they have.
        boolean virtual = event.getThreadName().isEmpty();
        (virtual ? virtualIds : platformIds).add(event.getThreadId());
    }

    synchronized int lines() {
        return lines;
    }

    synchronized int platformThreads() {
        return platformIds.size();
    }

    synchronized int virtualThreads() {
        return virtualIds.size();
    }
}
