package io.tid.jmh;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.Logger;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A virtual thread that is started, logs one line and ends: what the first line of each request's thread costs. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class FreshVirtualThreadBenchmark {

    /** What the thread logs to. */
    @State(Scope.Benchmark)
    @SuppressWarnings("NullAway.Init") // JMH calls start() first
    public static class Log {

        @Param({Logging.SYNC, Logging.ALL_ASYNC})
        public String mode;

        @Param({Logging.WITHOUT, Logging.WITH})
        public String gid;

        private Logging logging;
        private Logger logger;

        @Setup
        public void start() throws IOException {
            logging = Logging.start(mode, Logging.DISCARD, gid);
            logger = logging.logger();
        }

        @TearDown
        public void stop() {
            logging.close();
        }
    }

    @Benchmark
    public void noLine() throws InterruptedException {
        Thread.startVirtualThread(() -> {}).join();
    }

    @Benchmark
    public void oneLine(Log log) throws InterruptedException {
        Thread.startVirtualThread(() -> log.logger.info(Events.MESSAGE)).join();
    }
}
