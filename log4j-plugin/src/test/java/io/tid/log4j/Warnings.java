package io.tid.log4j;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.status.StatusData;
import org.apache.logging.log4j.status.StatusListener;
import org.apache.logging.log4j.status.StatusLogger;

/**
 * What Log4j's status log is told by the thread that opened this, of level WARN and worse, while it is open. What other
 * threads tell it belongs to tests that run at the same time.
 */
final class Warnings implements AutoCloseable {

    private final List<String> messages = new CopyOnWriteArrayList<>();
    private final StatusListener listener = new Listener();
    private final Thread opener = Thread.currentThread();

    private final class Listener implements StatusListener {

        @Override
        public void log(StatusData data) {
            if (Thread.currentThread().equals(opener)) {
                messages.add(data.getMessage().getFormattedMessage());
            }
        }

        @Override
        public Level getStatusLevel() {
            return Level.WARN;
        }

        @Override
        public void close() {
            // Log4j has let go of it
        }
    }

    private Warnings() {}

    static Warnings open() {
        Warnings warnings = new Warnings();
        StatusLogger.getLogger().registerListener(warnings.listener);
        return warnings;
    }

    List<String> messages() {
        return messages;
    }

    @Override
    public void close() {
        StatusLogger.getLogger().removeListener(listener);
    }
}
