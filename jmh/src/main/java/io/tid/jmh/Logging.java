package io.tid.jmh;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AsyncAppender;
import org.apache.logging.log4j.core.appender.FileAppender;
import org.apache.logging.log4j.core.appender.OutputStreamAppender;
import org.apache.logging.log4j.core.async.AsyncLoggerContextSelector;
import org.apache.logging.log4j.core.config.AppenderRef;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.DefaultConfiguration;
import org.apache.logging.log4j.core.config.LoggerConfig;

/**
 * A whole Log4j of this JVM's, from logger to sink, until it is closed. Queues block when they are full, so that no line
 * is dropped and an asynchronous line costs no less than its background thread needs for it.
 */
final class Logging implements AutoCloseable {

    static final String SYNC = "sync";
    static final String ASYNC_APPENDER = "AsyncAppender";
    static final String ALL_ASYNC = "all-async";

    static final String DISCARD = "discard";
    static final String FILE = "file";

    static final String WITHOUT = "without";
    static final String WITH = "with";

    private final LoggerContext context;
    private final Path directory;

    private Logging(LoggerContext context, Path directory) {
        this.context = context;
        this.directory = directory;
    }

    /** Sets Log4j up. The mode counts for the whole JVM: the first one stays. */
    static Logging start(String mode, String sink, String gid) throws IOException {
        if (mode.equals(ALL_ASYNC)) {
            System.setProperty("log4j2.contextSelector", AsyncLoggerContextSelector.class.getName());
        }
        // no %d: what it allocates depends on how many lines share a millisecond, which would hide what %gid does
        Path directory = Files.createTempDirectory("tid-bench");
        LoggerContext context = (LoggerContext) LogManager.getContext(false);
        Configuration configuration = new DefaultConfiguration();
        String pattern = gid.equals(WITH) ? "%p %gid %c{1}: %m%n" : "%p %c{1}: %m%n";
        Appender target = sink(sink, pattern, directory, configuration);
        configuration.addAppender(target);
        if (mode.equals(ASYNC_APPENDER)) {
            target = asyncAppender(target, configuration);
            configuration.addAppender(target);
        }
        LoggerConfig root = configuration.getRootLogger();
        root.getAppenders().keySet().forEach(root::removeAppender);
        root.addAppender(target, null, null);
        root.setLevel(Level.INFO);
        context.start(configuration); // which starts the appenders too, once
        return new Logging(context, directory);
    }

    private static Appender sink(String sink, String pattern, Path directory, Configuration configuration) {
        if (sink.equals(FILE)) {
            return FileAppender.newBuilder()
                    .setName(FILE)
                    .setConfiguration(configuration)
                    .setLayout(Layouts.of(pattern, configuration))
                    .setFileName(directory.resolve("bench.log").toString())
                    .build();
        }
        return OutputStreamAppender.newBuilder()
                .setName(DISCARD)
                .setConfiguration(configuration)
                .setLayout(Layouts.of(pattern, configuration))
                .setTarget(OutputStream.nullOutputStream())
                .build();
    }

    private static Appender asyncAppender(Appender target, Configuration configuration) {
        return AsyncAppender.newBuilder()
                .setName(ASYNC_APPENDER)
                .setConfiguration(configuration)
                .setBlocking(true)
                .setAppenderRefs(new AppenderRef[] {AppenderRef.createAppenderRef(target.getName(), null, null)})
                .build();
    }

    Logger logger() {
        return context.getLogger("io.tid.jmh");
    }

    @Override
    public void close() {
        context.stop();
        try {
            Files.deleteIfExists(directory.resolve("bench.log"));
            Files.delete(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("a benchmark's log file must go: " + directory, e);
        }
    }
}
