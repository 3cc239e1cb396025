package io.tid.jmh;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.ConfigurationSource;
import org.apache.logging.log4j.core.config.xml.XmlConfiguration;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Log4j's layout and the one whose buffers belong to no thread: the first line of a fresh virtual thread, and the lines
 * of threads that log all the time.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class FirstLineBenchmark {

    private static final String NOWHERE = File.separatorChar == '/' ? "/dev/null" : "NUL";

    /** What the thread logs to: an appender that does all its work, on a file that keeps nothing. */
    @State(Scope.Benchmark)
    @SuppressWarnings("NullAway.Init") // JMH calls start() first
    public static class Log {

        @Param({"PatternLayout", "PooledPatternLayout"})
        public String layout;

        /** Whether Log4j may keep its events and messages in thread locals, as it does by default. */
        @Param({"on", "off"})
        public String threadLocals;

        private LoggerContext context;
        private Logger logger;

        @Setup
        public void start() throws IOException {
            System.setProperty("log4j2.enable.threadlocals", Boolean.toString(threadLocals.equals("on")));
            String xml = """
                    <Configuration status="WARN">
                      <Appenders>
                        <File name="file" fileName="%s" bufferSize="65536" immediateFlush="false">
                          <%s pattern="%%d %%gid %%m%%n"/>
                        </File>
                      </Appenders>
                      <Loggers>
                        <Root level="info"><AppenderRef ref="file"/></Root>
                      </Loggers>
                    </Configuration>
                    """.formatted(NOWHERE, layout);
            context = (LoggerContext) LogManager.getContext(false);
            InputStream bytes = new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8));
            context.start(new XmlConfiguration(context, new ConfigurationSource(bytes)));
            logger = context.getLogger(FirstLineBenchmark.class);
        }

        @TearDown
        public void stop() {
            context.stop();
        }
    }

    @Benchmark
    public void freshThread(Log log) throws InterruptedException {
        Thread.startVirtualThread(() -> log.logger.info(Events.MESSAGE)).join();
    }

    @Benchmark
    public void sameThread(Log log) {
        log.logger.info(Events.MESSAGE);
    }
}
