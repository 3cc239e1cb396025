package io.tid.jmh.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.DoublePredicate;
import java.util.stream.IntStream;

/** The figures to reach, read from one run. A bar whose rows are not there is not measured, never reached. */
final class Bars {

    private static final String BARE = "CurrentIdBenchmark.bare";
    private static final String CURRENT = "CurrentIdBenchmark.tid";
    private static final String CONVERTER = "ConverterBenchmark.format";
    private static final String LINE = "LogLineBenchmark.info";
    private static final String CONTEXT = "ContextBenchmark.";
    private static final String EXECUTOR = "ExecutorBenchmark.";
    private static final String FIRST_LINE = "FirstLineBenchmark.";
    private static final List<String> MODES = List.of("sync", "AsyncAppender", "all-async");

    private final Results results;
    private final Kind kind;
    private final List<Bar> bars = new ArrayList<>();

    private Bars(Results results, Kind kind) {
        this.results = results;
        this.kind = kind;
    }

    /** What all factors are against: the time of the bare intrinsic, or NaN. */
    static double bare(Results results, Kind kind) {
        return results.find(BARE, Map.of(), kind).map(Measurement::ns).orElse(Double.NaN);
    }

    static List<Bar> of(Results results) {
        List<List<Bar>> perKind = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            Bars bars = new Bars(results, kind);
            bars.currentId(bars.in(Suite.ID));
            bars.liveThreads(bars.in(Suite.LIVE));
            bars.converter(bars.in(Suite.PATTERN), "42", "≤ 1.20", r -> r <= 1.2);
            bars.converter(bars.in(Suite.PATTERN), "123456789", "≤ 1.00", r -> r <= 1);
            bars.logLines(bars.in(Suite.LINE));
            bars.firstLine(bars.in(Suite.FRESH));
            bars.scopes(bars.in(Suite.CONTEXT));
            bars.threadsInContext(bars.in(Suite.CONTEXT));
            bars.executors(bars.in(Suite.EXECUTOR));
            perKind.add(bars.bars);
        }
        return IntStream.range(0, perKind.getFirst().size())
                .boxed()
                .flatMap(i -> perKind.stream().map(bars -> bars.get(i)))
                .toList();
    }

    private Comparison in(Suite suite) {
        return new Comparison(suite, kind, bars);
    }

    private void currentId(Comparison id) {
        Optional<Measurement> current = find(CURRENT, Map.of());
        id.ratio("Tid.current() / bare intrinsic", current, find(BARE, Map.of()), "≤ 1.05", r -> r <= 1.05);
        for (String benchmark : List.of(BARE, CURRENT)) {
            String name = Approach.of(benchmark).orElseThrow().label();
            Optional<Measurement> empty = find("CurrentIdBenchmark.empty", Map.of());
            id.noise(name + " − empty benchmark", find(benchmark, Map.of()), empty, false);
        }
        Optional<Measurement> slow = find("StackTextBenchmark.stackText", Map.of("depth", "5"));
        id.ratio("stack as text, depth 5 / Tid.current()", slow, current, "≥ 1,000", r -> r >= 1000);
    }

    private void liveThreads(Comparison live) {
        live.noise(
                "Tid.current(), 1,000,000 − 1 live threads",
                find("LiveThreadsBenchmark.current", Map.of("live", "1000000")),
                find("LiveThreadsBenchmark.current", Map.of("live", "1")),
                true);
        Optional<Measurement> label = find("LiveThreadsBenchmark.label", Map.of("live", "1"));
        live.ratio(
                "Tid.label() / ThreadLocal.get()",
                label,
                find("CurrentIdBenchmark.threadLocal", Map.of()),
                "≤ 1.00",
                r -> r <= 1);
        live.noBytes("Tid.label()", label);
    }

    private void converter(Comparison pattern, String id, String limit, DoublePredicate reached) {
        Optional<Measurement> gid = find(CONVERTER, Map.of("id", id, "word", "%gid"));
        Optional<Measurement> tid = find(CONVERTER, Map.of("id", id, "word", "%tid"));
        String digits = ", id of " + id.length() + " digits";
        pattern.ratio("%gid converter / %tid converter" + digits, gid, tid, limit, reached);
        pattern.noBytes("%gid converter" + digits, gid);
    }

    private void logLines(Comparison line) {
        for (String mode : MODES) {
            Optional<Measurement> with = find(LINE, Map.of("mode", mode, "sink", "discard", "gid", "with"));
            Optional<Measurement> without = find(LINE, Map.of("mode", mode, "sink", "discard", "gid", "without"));
            line.noise("a line with %gid − without, " + mode, with, without, false);
            line.noMoreBytes("a line with %gid − without, " + mode, with, without);
        }
    }

    private void firstLine(Comparison fresh) {
        String first = FIRST_LINE + "freshThread";
        Map<String, String> pooled = Map.of("layout", "PooledPatternLayout", "threadLocals", "on");
        Map<String, String> stock = Map.of("layout", "PatternLayout", "threadLocals", "on");
        Map<String, String> least = Map.of("layout", "PooledPatternLayout", "threadLocals", "off");
        fresh.atMostBytes("start, one line, join: PooledPatternLayout", find(first, pooled), 2_600);
        fresh.atMostBytes("the same without Log4j's thread locals", find(first, least), 1_500);
        String each = FIRST_LINE + "sameThread";
        for (int threads : List.of(1, 2)) {
            fresh.noise(
                    "a line, PooledPatternLayout − PatternLayout, threads: " + threads,
                    results.find(each, pooled, kind, threads),
                    results.find(each, stock, kind, threads),
                    false);
        }
    }

    private void scopes(Comparison context) {
        Optional<Measurement> ours = find(CONTEXT + "scope", Map.of("mode", "sync", "store", "LogContext"));
        Optional<Measurement> stock =
                find(CONTEXT + "closeableThreadContext", Map.of("mode", "sync", "store", "Log4j's map"));
        String what = "LogContext scope / CloseableThreadContext, 3 pairs, a line";
        context.ratio(what, ours, stock, "≤ 0.70 of the time", r -> r <= 0.7);
        context.bytesRatio(what, ours, stock, "≤ 0.50 of the bytes", 0.5);
        for (String mode : MODES) {
            Optional<Measurement> with = inContext("line", Map.of("mode", mode, "pairs", "3"));
            Optional<Measurement> without = inContext("line", Map.of("mode", mode, "pairs", "0"));
            context.noMoreBytes("a line in a context − without, " + mode, with, without);
        }
    }

    private void threadsInContext(Comparison context) {
        Optional<Measurement> inherits = inContext("start", Map.of("pairs", "3"));
        Optional<Measurement> stock = find(CONTEXT + "start", Map.of("store", "Log4j's inheritable map", "pairs", "3"));
        String what = "a virtual thread in LogContext / in Log4j's inheritable map";
        context.ratio(what, inherits, stock, "≤ 1.10 of the time", r -> r <= 1.1);
        context.bytesRatio(what, inherits, stock, "≤ 1.10 of the bytes", 1.1);
        Optional<Measurement> empty = inContext("start", Map.of("pairs", "0"));
        Optional<Measurement> bare = find(CONTEXT + "start", Map.of("store", "none", "pairs", "0"));
        context.noise("a virtual thread in the empty context − without LogContext", empty, bare, false);
        context.noMoreBytes("a virtual thread in the empty context − without LogContext", empty, bare);
    }

    private void executors(Comparison executor) {
        for (String method : List.of("submitAndGet", "executeAtTheLimit")) {
            executor.noise(
                    method + ": BoundedExecutor − fair Semaphore and an executor",
                    find(EXECUTOR + method, Map.of("limiter", "BoundedExecutor")),
                    find(EXECUTOR + method, Map.of("limiter", "fair Semaphore")),
                    false);
        }
        executor.noise(
                "a job and its result: WorkerPool − fixed thread pool",
                find(EXECUTOR + "process", Map.of("workers", "WorkerPool")),
                find(EXECUTOR + "process", Map.of("workers", "fixed thread pool")),
                false);
    }

    private Optional<Measurement> inContext(String method, Map<String, String> params) {
        Map<String, String> all = new TreeMap<>(params);
        all.put("store", "LogContext");
        return find(CONTEXT + method, all);
    }

    private Optional<Measurement> find(String benchmark, Map<String, String> params) {
        return results.find(benchmark, params, kind);
    }
}
