package io.tid.log4j;

import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.logging.log4j.core.async.AsyncLoggerConfig;
import org.apache.logging.log4j.core.async.AsyncLoggerContext;
import org.apache.logging.log4j.core.config.AbstractConfiguration;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.Node;
import org.apache.logging.log4j.status.StatusLogger;
import org.jspecify.annotations.Nullable;

/**
 * Tells Log4j's status log, once, that asynchronous loggers on Disruptor 4 lose events.
 *
 * <p>Log4j takes a remaining capacity below 0 for its own shutdown and drops the event. Disruptor 4 answers below 0
 * whenever several threads wait for a full ring buffer; Disruptor 3 only where a thread is preempted between two reads.
 * Seen with Log4j 2.24.3, 2.25.4, 2.25.5 and 2.26.1.
 */
final class Disruptor4Warning {

    static final String TEXT = "Asynchronous loggers on Disruptor 4 lose events without a word whenever the ring buffer"
            + " fills, because Log4j takes Disruptor 4's negative remaining capacity for a shutdown."
            + " Use com.lmax:disruptor:3.4.4.";

    private static final AtomicBoolean GIVEN = new AtomicBoolean();

    private Disruptor4Warning() {}

    /** Called for each {@code %gid} of a configuration, before its loggers are made. */
    static void giveOnceIfDue(@Nullable Configuration configuration) {
        if (configuration != null
                && !GIVEN.get()
                && Log4jGeneration.is2() // the classes below are elsewhere in Log4j 3
                && present("EventHandler")
                && !present("SequenceReportingEventHandler") // Disruptor 3 has both
                && hasAsyncLoggers(configuration)
                && GIVEN.compareAndSet(false, true)) {
            StatusLogger.getLogger().warn(TEXT);
        }
    }

    private static boolean present(String disruptorClass) {
        try {
            Class.forName("com.lmax.disruptor." + disruptorClass, false, Configuration.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException absent) {
            return false;
        }
    }

    private static boolean hasAsyncLoggers(Configuration configuration) {
        return configuration.getLoggerContext() instanceof AsyncLoggerContext
                || (configuration instanceof AbstractConfiguration tree && hasAsyncLogger(tree.getRootNode()));
    }

    private static boolean hasAsyncLogger(@Nullable Node node) {
        if (node == null) {
            return false;
        }
        Class<?> plugin = node.getType() == null ? null : node.getType().getPluginClass();
        return plugin == AsyncLoggerConfig.class
                || plugin == AsyncLoggerConfig.RootLogger.class
                || node.getChildren().stream().anyMatch(Disruptor4Warning::hasAsyncLogger);
    }
}
