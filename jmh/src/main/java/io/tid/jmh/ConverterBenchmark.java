package io.tid.jmh;

import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.config.DefaultConfiguration;
import org.apache.logging.log4j.core.pattern.LogEventPatternConverter;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** {@code %gid} against Log4j's {@code %tid}, with no layout around them: an event onto a reused builder. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
@SuppressWarnings("NullAway.Init") // JMH calls makeConverter() first
public class ConverterBenchmark {

    @Param({"42", "123456", "123456789"})
    public long id;

    @Param({"%tid", "%gid"})
    public String word;

    private final StringBuilder builder = new StringBuilder(64);
    private LogEvent event;
    private LogEventPatternConverter converter;

    @Setup
    public void makeConverter() {
        event = Events.of(id);
        converter = Layouts.converter(word, new DefaultConfiguration());
    }

    @Benchmark
    public StringBuilder format() {
        builder.setLength(0);
        converter.format(event, builder);
        return builder;
    }
}
