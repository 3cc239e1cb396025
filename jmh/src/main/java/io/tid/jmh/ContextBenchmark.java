package io.tid.jmh;

import io.tid.LogContext;
import io.tid.Tid;
import io.tid.log4j.TidThreadContextMap;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.logging.log4j.CloseableThreadContext;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.ThreadContext;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The three pairs of a request: bound around a line, on the event of a line, inherited by a thread. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("try") // a scope is opened for what it does, and its name is never read
public class ContextBenchmark {

    static final String NONE = "none";
    static final String LOG4J = "Log4j's map";
    static final String INHERITABLE = "Log4j's inheritable map";
    static final String TID = "LogContext";

    private static final String KEY_1 = "request";
    private static final String KEY_2 = "room";
    private static final String KEY_3 = "user";
    private static final String VALUE_1 = "b7ad6b7169203331";
    private static final String VALUE_2 = "12";
    private static final String VALUE_3 = "player-7";

    /** Where this JVM's Log4j keeps its context; the first one stays. */
    @State(Scope.Benchmark)
    @SuppressWarnings("NullAway.Init") // JMH sets it
    public static class Store {

        @Param({NONE, LOG4J, INHERITABLE, TID})
        public String store;

        @Setup
        public void choose() {
            if (store.equals(TID)) {
                System.setProperty("log4j2.threadContextMap", TidThreadContextMap.class.getName());
                LogContext.current();
            } else if (store.equals(INHERITABLE)) {
                System.setProperty("log4j2.isThreadContextMapInheritable", "true");
            }
        }
    }

    /** What lines are logged to. */
    @State(Scope.Benchmark)
    @SuppressWarnings("NullAway.Init") // JMH calls start() first
    public static class Log {

        @Param({Logging.SYNC, Logging.ASYNC_APPENDER, Logging.ALL_ASYNC})
        public String mode;

        private Logging logging;
        private Logger logger;

        @Setup
        public void start(Store chosen) throws IOException {
            logging = Logging.start(mode, Logging.DISCARD, Logging.WITHOUT);
            logger = logging.logger();
        }

        @TearDown
        public void stop() {
            logging.close();
        }
    }

    /** A thread inside the context. JMH makes a new virtual thread for each iteration, so it is bound for each. */
    @State(Scope.Thread)
    @SuppressWarnings("NullAway.Init") // JMH calls open() first
    public static class Inside {

        @Param({"0", "3"})
        public String pairs;

        private AutoCloseable open;

        @Setup(Level.Iteration)
        public void open(Store chosen) throws InterruptedException {
            open = pairs.equals("0") ? () -> {} : chosen.store.equals(TID) ? scope() : closeableThreadContext();
            if (!pairs.equals("0") && !chosen.store.equals(LOG4J)) {
                childShouldKnow(chosen);
            }
        }

        @TearDown(Level.Iteration)
        public void close() throws Exception {
            open.close();
        }

        private static void childShouldKnow(Store chosen) throws InterruptedException {
            AtomicLong parent = new AtomicLong();
            Thread.startVirtualThread(() -> {
                        boolean inherited = VALUE_3.equals(ThreadContext.get(KEY_3));
                        parent.set(inherited ? LogContext.parentId() : -1);
                    })
                    .join();
            if (parent.get() != (chosen.store.equals(TID) ? Tid.current() : 0)) {
                throw new IllegalStateException("a child of thread " + Tid.current() + " says " + parent.get());
            }
        }
    }

    @Benchmark
    public void closeableThreadContext(Log log, Store store) {
        try (var context = closeableThreadContext()) {
            log.logger.info(Events.MESSAGE);
        }
    }

    @Benchmark
    public void scope(Log log, Store store) {
        try (var scope = scope()) {
            log.logger.info(Events.MESSAGE);
        }
    }

    @Benchmark
    public void line(Log log, Inside inside) {
        log.logger.info(Events.MESSAGE);
    }

    @Benchmark
    public void start(Inside inside) throws InterruptedException {
        Thread.startVirtualThread(() -> {}).join();
    }

    private static CloseableThreadContext.Instance closeableThreadContext() {
        return CloseableThreadContext.put(KEY_1, VALUE_1).put(KEY_2, VALUE_2).put(KEY_3, VALUE_3);
    }

    private static LogContext.Scope scope() {
        return LogContext.current()
                .with(KEY_1, VALUE_1)
                .with(KEY_2, VALUE_2)
                .with(KEY_3, VALUE_3)
                .open();
    }
}
