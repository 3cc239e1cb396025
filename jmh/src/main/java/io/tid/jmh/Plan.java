package io.tid.jmh;

import io.tid.jmh.report.Kind;
import io.tid.jmh.report.Suite;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Which rows are measured, in which order. Rows that are compared with each other run one after the other. */
final class Plan {

    /** The first JDK whose {@code ScopedValue} is no preview. */
    private static final int SCOPED_VALUE = 25;

    private static final List<String> LAYOUTS = List.of("PatternLayout", "PooledPatternLayout");

    private final Effort effort;
    private final int jdk;
    private final List<Row> rows = new ArrayList<>();

    private Plan(Effort effort, int jdk) {
        this.effort = effort;
        this.jdk = jdk;
    }

    /** The rows for a JDK of this feature version. */
    static List<Row> rows(Effort effort, int jdk) {
        Plan plan = new Plan(effort, jdk);
        plan.currentId();
        plan.label();
        plan.liveThreads();
        plan.pattern();
        plan.logLine();
        plan.freshVirtualThread();
        plan.context();
        plan.executor();
        return plan.rows;
    }

    private void currentId() {
        String benchmark = "CurrentIdBenchmark.";
        bar(Suite.ID, benchmark + "empty", Map.of());
        bar(Suite.ID, benchmark + "bare", Map.of());
        bar(Suite.ID, benchmark + "tid", Map.of());
        bar(Suite.ID, benchmark + "threadLocal", Map.of());
        if (jdk >= SCOPED_VALUE) {
            both(Suite.ID, "ScopedValueBenchmark.scopedValue", Map.of());
        }
        both(Suite.ID, benchmark + "slot", Map.of());
        both(Suite.ID, benchmark + "threadToString", Map.of());
        bar(Suite.ID, "StackTextBenchmark.stackText", Map.of("depth", "5"));
        for (String depth : of("50", "500")) {
            both(Suite.ID, "StackTextBenchmark.stackText", Map.of("depth", depth));
        }
        rows.add(new Row(Suite.ID, benchmark + "threadInfo", Map.of(), Kind.PLATFORM, 1, false));
    }

    private void label() {
        for (String id : effort == Effort.FULL ? List.of("42", "123456", "123456789") : of("42", "123456789")) {
            for (String method : List.of("label", "append", "directBuffer", "concat")) {
                both(Suite.LABEL, "LabelBenchmark." + method, Map.of("id", id));
            }
        }
    }

    private void liveThreads() {
        for (String method : List.of("current", "label")) {
            for (String live : liveThreadCounts()) {
                bar(Suite.LIVE, "LiveThreadsBenchmark." + method, Map.of("live", live));
            }
        }
    }

    /** A million takes seconds to start, for each row. */
    private List<String> liveThreadCounts() {
        return switch (effort) {
            case SMOKE -> List.of("1000");
            case QUICK -> List.of("1", "100000");
            case FULL -> List.of("1", "1000000");
        };
    }

    private void pattern() {
        for (String id : of("42", "123456789")) {
            for (String word : List.of("%tid", "%gid")) {
                bar(Suite.PATTERN, "ConverterBenchmark.format", Map.of("id", id, "word", word));
            }
        }
        for (String pattern : PatternBenchmark.PATTERNS) {
            both(Suite.PATTERN, "PatternBenchmark.encode", Map.of("pattern", pattern));
        }
    }

    private void logLine() {
        for (int threads : effort == Effort.FULL ? List.of(1, 2) : List.of(1)) {
            for (String sink :
                    effort == Effort.QUICK ? List.of(Logging.DISCARD) : List.of(Logging.DISCARD, Logging.FILE)) {
                for (String mode : List.of(Logging.SYNC, Logging.ASYNC_APPENDER, Logging.ALL_ASYNC)) {
                    for (String gid : List.of(Logging.WITHOUT, Logging.WITH)) {
                        line(Map.of("mode", mode, "sink", sink, "gid", gid), threads);
                    }
                }
            }
        }
    }

    private void line(Map<String, String> params, int threads) {
        for (Kind kind : Kind.values()) {
            boolean bar = threads == 1 && params.containsValue(Logging.DISCARD);
            rows.add(new Row(Suite.LINE, "LogLineBenchmark.info", params, kind, threads, bar));
        }
    }

    private void freshVirtualThread() {
        both(Suite.FRESH, "FreshVirtualThreadBenchmark.noLine", Map.of());
        for (String mode : List.of(Logging.SYNC, Logging.ALL_ASYNC)) {
            for (String gid : List.of(Logging.WITHOUT, Logging.WITH)) {
                both(Suite.FRESH, "FreshVirtualThreadBenchmark.oneLine", Map.of("mode", mode, "gid", gid));
            }
        }
        for (String threadLocals : List.of("on", "off")) {
            for (String layout : LAYOUTS) {
                firstLine("freshThread", layout, threadLocals, 1);
            }
        }
        for (int threads : effort == Effort.FULL ? List.of(1, 2) : List.of(1)) {
            for (String layout : LAYOUTS) {
                firstLine("sameThread", layout, "on", threads);
            }
        }
    }

    private void firstLine(String method, String layout, String threadLocals, int threads) {
        Map<String, String> params = Map.of("layout", layout, "threadLocals", threadLocals);
        for (Kind kind : Kind.values()) {
            rows.add(new Row(Suite.FRESH, "FirstLineBenchmark." + method, params, kind, threads, true));
        }
    }

    private void context() {
        String benchmark = "ContextBenchmark.";
        context(benchmark + "closeableThreadContext", Map.of("mode", Logging.SYNC, "store", ContextBenchmark.LOG4J));
        context(benchmark + "scope", Map.of("mode", Logging.SYNC, "store", ContextBenchmark.TID));
        for (String mode : of(Logging.SYNC, Logging.ASYNC_APPENDER, Logging.ALL_ASYNC)) {
            for (String pairs : List.of("0", "3")) {
                context(benchmark + "line", Map.of("mode", mode, "store", ContextBenchmark.TID, "pairs", pairs));
            }
        }
        for (String store : List.of(ContextBenchmark.NONE, ContextBenchmark.TID)) {
            context(benchmark + "start", Map.of("store", store, "pairs", "0"));
        }
        for (String store : List.of(ContextBenchmark.INHERITABLE, ContextBenchmark.TID)) {
            context(benchmark + "start", Map.of("store", store, "pairs", "3"));
        }
    }

    private void context(String benchmark, Map<String, String> params) {
        add(Suite.CONTEXT, benchmark, params, true);
    }

    private void executor() {
        String benchmark = "ExecutorBenchmark.";
        for (String method : List.of("submitAndGet", "executeAtTheLimit")) {
            both(Suite.EXECUTOR, benchmark + method, Map.of("limiter", ExecutorBenchmark.UNFAIR));
            for (String limiter : List.of(ExecutorBenchmark.FAIR, ExecutorBenchmark.BOUNDED)) {
                bar(Suite.EXECUTOR, benchmark + method, Map.of("limiter", limiter));
            }
        }
        for (String workers : List.of(ExecutorBenchmark.FIXED, ExecutorBenchmark.POOL)) {
            bar(Suite.EXECUTOR, benchmark + "process", Map.of("workers", workers));
        }
    }

    /** These values; the first alone where one is enough. */
    private List<String> of(String... values) {
        return effort == Effort.SMOKE ? List.of(values[0]) : List.of(values);
    }

    private void bar(Suite suite, String benchmark, Map<String, String> params) {
        add(suite, benchmark, params, true);
    }

    private void both(Suite suite, String benchmark, Map<String, String> params) {
        add(suite, benchmark, params, false);
    }

    private void add(Suite suite, String benchmark, Map<String, String> params, boolean bar) {
        for (Kind kind : Kind.values()) {
            rows.add(new Row(suite, benchmark, params, kind, 1, bar));
        }
    }
}
