package io.tid.log4j;

import static io.tid.log4j.Fork.ALL_ASYNC;
import static io.tid.log4j.Fork.CURRENT;
import static io.tid.log4j.Fork.OLD;
import static io.tid.log4j.Fork.SYNC;
import static org.assertj.core.api.Assertions.assertThat;

import io.tid.app.LogFromManyThreads;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Disruptor 4 under Log4j: the loss that the warning speaks of, and the warning. A full ring of Disruptor 3 has the same
 * gap, but only for a thread that is preempted between two reads of {@code MultiProducerSequencer.remainingCapacity}: it
 * was seen to lose 1 of 20,000 events, once. So "nothing lost" is asked of rings that never fill.
 */
class Disruptor4IT {

    private static final int THREADS = 16;
    private static final int LINES = 1_250;
    private static final int EXPECTED = THREADS * LINES;
    private static final int ROUNDS = 10;
    private static final int FULL_RING = 128;
    private static final int ROOMY_RING = 32_768; // holds every event of a run

    @TempDir
    private Path directory;

    static Stream<Arguments> asyncLoggers() {
        return Stream.of(
                Arguments.of(OLD, "loss.xml", ALL_ASYNC),
                Arguments.of(CURRENT, "loss.xml", ALL_ASYNC),
                Arguments.of(OLD, "loss-mixed.xml", SYNC),
                Arguments.of(CURRENT, "loss-mixed.xml", SYNC));
    }

    /** Once a version stops to lose events, this fails, and the warning has to leave that version alone. */
    @ParameterizedTest
    @MethodSource("asyncLoggers")
    void shouldLoseEventsAndWarnOnceWhenAsyncLoggersRunOnDisruptor4(String log4j, String configuration, String selector)
            throws Exception {
        int logged = EXPECTED;
        for (int round = 0; logged == EXPECTED && round < ROUNDS; round++) {
            Path out = directory.resolve("round-" + round);
            out.toFile().mkdir();
            Fork.Result result = run("disruptor-4", FULL_RING, log4j, configuration, selector, out);

            assertThat(result.exitCode()).as(result.output()).isZero();
            assertThat(result.complaints()).singleElement().asString().endsWith(" WARN " + Disruptor4Warning.TEXT);
            logged = Lines.of(out, "first").shouldBeRight().all().size();
        }

        assertThat(logged).isLessThan(EXPECTED);
    }

    @ParameterizedTest
    @MethodSource("asyncLoggers")
    void shouldLoseNothingAndNotWarnWhenAsyncLoggersRunOnDisruptor3(String log4j, String configuration, String selector)
            throws Exception {
        Fork.Result result = run("disruptor-3", ROOMY_RING, log4j, configuration, selector, directory);

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.complaints()).isEmpty();
        for (String appender : List.of("first", "second")) {
            Lines.of(directory, appender).shouldBeRight().shouldHoldEach(EXPECTED);
        }
    }

    @ParameterizedTest
    @MethodSource("asyncLoggers")
    void shouldLoseNextToNothingWhenTheRingOfDisruptor3IsFull(String log4j, String configuration, String selector)
            throws Exception {
        Fork.Result result = run("disruptor-3", FULL_RING, log4j, configuration, selector, directory);

        assertThat(result.exitCode()).as(result.output()).isZero();
        Lines.of(directory, "first").shouldBeRight().shouldHoldNearlyEach(EXPECTED);
    }

    @Test
    void shouldLoseNothingAndNotWarnWhenDisruptor4IsThereAndNoLoggerIsAsync() throws Exception {
        Fork.Result result = run("disruptor-4", FULL_RING, CURRENT, "loss.xml", SYNC, directory);

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.complaints()).isEmpty();
        Lines.of(directory, "first").shouldBeRight().shouldHoldEach(EXPECTED);
    }

    private static Fork.Result run(
            String disruptor, int ring, String log4j, String configuration, String selector, Path out)
            throws Exception {
        return new Fork(log4j, configuration, out)
                .with(disruptor)
                .properties(List.of(
                        selector,
                        "log4j2.asyncLoggerRingBufferSize=" + ring,
                        "log4j2.asyncLoggerConfigRingBufferSize=" + ring))
                .run(LogFromManyThreads.class, LINES, THREADS, 0);
    }
}
