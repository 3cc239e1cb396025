package io.tid.log4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.tid.app.FirstLine;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bytes of docs/first-line.md, with fewer threads. */
class FirstLineIT {

    private static final String NO_THREAD_LOCALS = "log4j2.enable.threadlocals=false";
    private static final int STARTED = 5_000;
    private static final int PARKED = 10_000;

    @TempDir
    private Path directory;

    private record Bytes(long silent, long line) {

        long forTheLine() {
            return line - silent;
        }
    }

    private record Cost(Bytes allocated, Bytes kept) {}

    @Test
    void shouldCostLittleWhenTheLayoutIsPooled() throws Exception {
        Cost cost = measure("first-line.xml");

        assertThat(cost.allocated().line()).isLessThanOrEqualTo(2600);
        assertThat(cost.kept().forTheLine()).isLessThanOrEqualTo(1500);
    }

    @Test
    void shouldCostLessStillWhenLog4jPoolsNothingPerThreadEither() throws Exception {
        Cost cost = measure("first-line.xml", NO_THREAD_LOCALS);

        assertThat(cost.allocated().line()).isLessThanOrEqualTo(1500);
        assertThat(cost.kept().forTheLine()).isLessThanOrEqualTo(300);
    }

    /** What the limits above are worth: the same measurement sees Log4j's own layout go over them. */
    @Test
    void shouldSeeTheBuffersOfEachThreadWhenTheLayoutIsLog4js() throws Exception {
        Cost cost = measure("first-line-stock.xml");

        assertThat(cost.allocated().forTheLine()).isGreaterThan(12_000);
        assertThat(cost.kept().forTheLine()).isGreaterThan(12_000);
    }

    /**
     * What is allocated, by compiled code; what is kept, by interpreted code. A parked thread keeps its stack too, whose
     * frames differ by hundreds of bytes with what the compiler has inlined by then, so that a difference of two heaps
     * would tell of the compiler. Interpreted frames are always the same.
     */
    private Cost measure(String configuration, String... properties) throws Exception {
        Fork.Result compiled = run("-XX:TieredStopAtLevel=4", STARTED, 1, configuration, properties);
        Fork.Result interpreted = run("-Xint", 1, PARKED, configuration, properties);
        return new Cost(bytes(compiled, "allocated"), bytes(interpreted, "kept"));
    }

    /** One carrier thread: a thread that had to wait for another inside a line keeps a larger stack, of any layout. */
    private Fork.Result run(String mode, int started, int parked, String configuration, String... properties)
            throws Exception {
        Fork.Result result = new Fork(Fork.CURRENT, configuration, directory)
                .options(mode, "-Xmx2g")
                .properties(Arrays.asList(properties))
                .properties(
                        List.of("jdk.virtualThreadScheduler.parallelism=1", "jdk.virtualThreadScheduler.maxPoolSize=1"))
                .run(FirstLine.class, started, parked);
        assertThat(result.exitCode()).as(result.output()).isZero();
        return result;
    }

    private static Bytes bytes(Fork.Result result, String what) {
        Matcher matcher = Pattern.compile(what + " silent=(\\d+) line=(\\d+)").matcher(result.output());
        assertThat(matcher.find()).as(result.output()).isTrue();
        return new Bytes(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2)));
    }
}
