package io.tid.jmh;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Measures rows one by one, each in JVMs of its own, and says after each what it was and how long the rest will take. */
final class Runs {

    private static final String BYTES = "gc.alloc.rate.norm";

    /** An iteration that takes longer hangs: JMH then interrupts it. */
    private static final int ITERATION_TIMEOUT_S = 60;

    private final Effort effort;
    private final List<Row> rows;
    private final PrintStream progress;

    Runs(Effort effort, List<Row> rows, PrintStream progress) {
        this.effort = effort;
        this.rows = rows;
        this.progress = progress;
    }

    /**
     * Measures all rows.
     *
     * @throws RunnerException if a benchmark fails or does not exist; what it printed is shown before
     */
    List<RunResult> run() throws RunnerException {
        List<RunResult> results = new ArrayList<>();
        long startNs = System.nanoTime();
        long plannedMs = 0;
        for (Row row : rows) {
            RunResult result = measure(row);
            results.add(result);
            plannedMs += expectedMs(List.of(row));
            long elapsedMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNs);
            long leftMs = expectedMs(rows.subList(results.size(), rows.size())) * elapsedMs / plannedMs;
            progress.printf(
                    Locale.ROOT,
                    "[%d/%d] %-58s %12s %10s   %s%n",
                    results.size(),
                    rows.size(),
                    row,
                    score(result.getPrimaryResult()),
                    bytes(result),
                    left(Duration.ofMillis(leftMs)));
        }
        return results;
    }

    /** What measuring these rows is expected to take, in milliseconds. */
    long expectedMs(List<Row> some) {
        return some.stream()
                .mapToLong(row -> row.forks(effort) * effort.forkMs())
                .sum();
    }

    private RunResult measure(Row row) throws RunnerException {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(output, true, StandardCharsets.UTF_8);
        try {
            return new Runner(options(row), OutputFormatFactory.createFormatInstance(stream, VerboseMode.NORMAL))
                    .runSingle();
        } catch (RunnerException e) {
            progress.println(output.toString(StandardCharsets.UTF_8));
            throw new RunnerException("failed: " + row + ": " + e.getMessage(), e);
        }
    }

    private Options options(Row row) {
        List<String> jvmArgs = new ArrayList<>(Row.JVM_ARGS);
        jvmArgs.add(row.kind().jvmArg());
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include(row.includePattern())
                .mode(Mode.AverageTime)
                .timeUnit(TimeUnit.NANOSECONDS)
                .forks(row.forks(effort))
                .threads(row.threads())
                .warmupIterations(effort.warmups)
                .warmupTime(TimeValue.milliseconds(effort.warmupMs))
                .measurementIterations(effort.iterations)
                .measurementTime(TimeValue.milliseconds(effort.iterationMs))
                .timeout(TimeValue.seconds(ITERATION_TIMEOUT_S))
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true)
                .jvmArgsAppend(jvmArgs.toArray(String[]::new));
        row.params().forEach(options::param);
        return options.build();
    }

    private static String score(Result<?> primary) {
        double ns = primary.getScore();
        return String.format(Locale.ROOT, ns < 100 ? "%,.2f ns/op" : "%,.0f ns/op", ns);
    }

    private static String bytes(RunResult result) {
        Result<?> allocated = result.getSecondaryResults().get(BYTES);
        return allocated == null ? "" : String.format(Locale.ROOT, "%,.0f B/op", allocated.getScore());
    }

    private static String left(Duration left) {
        if (left.isZero()) {
            return "done";
        }
        long minutes = Math.round(left.toSeconds() / 60.0);
        return minutes > 0 ? "about " + minutes + " min left" : "about " + Math.max(1, left.toSeconds()) + " s left";
    }
}
