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

/** A whole {@code info()}, with and without {@code %gid} on the line. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // JMH calls start() first
public class LogLineBenchmark {

    @Param({Logging.SYNC, Logging.ASYNC_APPENDER, Logging.ALL_ASYNC})
    public String mode;

    @Param({Logging.DISCARD, Logging.FILE})
    public String sink;

    @Param({Logging.WITHOUT, Logging.WITH})
    public String gid;

    private Logging logging;
    private Logger logger;

    @Setup
    public void start() throws IOException {
        logging = Logging.start(mode, sink, gid);
        logger = logging.logger();
    }

    @TearDown
    public void stop() {
        logging.close();
    }

    @Benchmark
    public void info() {
        logger.info(Events.MESSAGE);
    }
}
