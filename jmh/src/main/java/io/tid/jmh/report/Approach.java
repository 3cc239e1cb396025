package io.tid.jmh.report;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a benchmark is called in the report, and where it stands.
 *
 * @param label for people; {@code {name}} stands for the value of that parameter
 */
record Approach(Suite suite, String benchmark, String label) {

    private static final List<Approach> ALL = List.of(
            new Approach(Suite.ID, "CurrentIdBenchmark.empty", "nothing: the harness alone"),
            new Approach(Suite.ID, "CurrentIdBenchmark.bare", "Thread.currentThread().threadId()"),
            new Approach(Suite.ID, "CurrentIdBenchmark.tid", "Tid.current()"),
            new Approach(Suite.ID, "ScopedValueBenchmark.scopedValue", "ScopedValue.get()"),
            new Approach(Suite.ID, "CurrentIdBenchmark.threadLocal", "ThreadLocal.get()"),
            new Approach(Suite.ID, "CurrentIdBenchmark.slot", "Tid.slot()"),
            new Approach(Suite.ID, "CurrentIdBenchmark.threadToString", "Thread.toString(), parsed"),
            new Approach(Suite.ID, "StackTextBenchmark.stackText", "stack as text, parsed, depth {depth}"),
            new Approach(Suite.ID, "CurrentIdBenchmark.threadInfo", "ThreadInfo.toString(), parsed"),
            new Approach(Suite.LABEL, "LabelBenchmark.label", "Tid.label({id})"),
            new Approach(Suite.LABEL, "LabelBenchmark.append", "Tid.appendLabel(builder, {id})"),
            new Approach(Suite.LABEL, "LabelBenchmark.directBuffer", "AgronaLabels.putLabel(buffer, 0, {id})"),
            new Approach(Suite.LABEL, "LabelBenchmark.concat", "\"gid-\" + {id}"),
            new Approach(Suite.LIVE, "LiveThreadsBenchmark.current", "Tid.current(), {live} live"),
            new Approach(Suite.LIVE, "LiveThreadsBenchmark.label", "Tid.label(), {live} live"),
            new Approach(Suite.PATTERN, "ConverterBenchmark.format", "{word} converter alone, id {id}"),
            new Approach(Suite.PATTERN, "PatternBenchmark.encode", "{pattern}"),
            new Approach(Suite.LINE, "LogLineBenchmark.info", "{mode}, {sink}, {gid} %gid"),
            new Approach(Suite.FRESH, "FreshVirtualThreadBenchmark.noLine", "start and join"),
            new Approach(Suite.FRESH, "FreshVirtualThreadBenchmark.oneLine", "one line, {mode}, {gid} %gid"),
            new Approach(
                    Suite.FRESH, "FirstLineBenchmark.freshThread", "one line, {layout}, thread locals {threadLocals}"),
            new Approach(Suite.FRESH, "FirstLineBenchmark.sameThread", "each line of a thread that stays, {layout}"),
            new Approach(
                    Suite.CONTEXT,
                    "ContextBenchmark.closeableThreadContext",
                    "CloseableThreadContext, 3 pairs, a line"),
            new Approach(Suite.CONTEXT, "ContextBenchmark.scope", "LogContext scope, 3 pairs, a line"),
            new Approach(Suite.CONTEXT, "ContextBenchmark.line", "a line in {pairs} pairs, {mode}"),
            new Approach(Suite.CONTEXT, "ContextBenchmark.start", "start and join in {pairs} pairs, {store}"),
            new Approach(Suite.EXECUTOR, "ExecutorBenchmark.submitAndGet", "submit and get, {limiter}"),
            new Approach(Suite.EXECUTOR, "ExecutorBenchmark.executeAtTheLimit", "execute at the limit, {limiter}"),
            new Approach(Suite.EXECUTOR, "ExecutorBenchmark.process", "a job and its result, {workers}"));

    /** The one for this benchmark, if the report knows it. */
    static Optional<Approach> of(String benchmark) {
        return ALL.stream().filter(a -> a.benchmark.equals(benchmark)).findFirst();
    }

    String label(Map<String, String> params) {
        String text = label;
        for (Map.Entry<String, String> param : params.entrySet()) {
            text = text.replace("{" + param.getKey() + "}", param.getValue());
        }
        return text;
    }
}
