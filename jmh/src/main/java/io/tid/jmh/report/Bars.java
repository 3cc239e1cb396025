package io.tid.jmh.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoublePredicate;

/** The figures to reach, read from one run. A bar whose rows are not there is not measured, never reached. */
final class Bars {

    private static final String BARE = "CurrentIdBenchmark.bare";
    private static final String CURRENT = "CurrentIdBenchmark.tid";

    /** Less than this is none: what the JVM and the harness allocate beside the benchmark, spread over its calls. */
    private static final double NO_BYTES = 0.5;

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
        List<Bar> all = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            Bars bars = new Bars(results, kind);
            bars.currentId();
            bars.label();
            all.addAll(bars.bars);
        }
        return all;
    }

    private void currentId() {
        Optional<Measurement> current = find(CURRENT, Map.of());
        ratio("Tid.current() / bare intrinsic", current, find(BARE, Map.of()), "≤ 1.05", r -> r <= 1.05);
        for (String benchmark : List.of(BARE, CURRENT)) {
            String name = Approach.of(benchmark).orElseThrow().label();
            Optional<Measurement> empty = find("CurrentIdBenchmark.empty", Map.of());
            noise(name + " − empty benchmark", find(benchmark, Map.of()), empty, false);
        }
        Optional<Measurement> slow = find("StackTextBenchmark.stackText", Map.of("depth", "5"));
        ratio("stack as text, depth 5 / Tid.current()", slow, current, "≥ 1,000", r -> r >= 1000);
        noise(
                "Tid.current(), 1,000,000 − 1 live threads",
                find("LiveThreadsBenchmark.current", Map.of("live", "1000000")),
                find("LiveThreadsBenchmark.current", Map.of("live", "1")),
                true);
    }

    private void label() {
        Optional<Measurement> label = find("LiveThreadsBenchmark.label", Map.of("live", "1"));
        ratio(
                "Tid.label() / ThreadLocal.get()",
                label,
                find("CurrentIdBenchmark.threadLocal", Map.of()),
                "≤ 1.00",
                r -> r <= 1);
        noBytes("Tid.label()", label);
    }

    private Optional<Measurement> find(String benchmark, Map<String, String> params) {
        return results.find(benchmark, params, kind);
    }

    private void ratio(
            String what, Optional<Measurement> of, Optional<Measurement> to, String limit, DoublePredicate reached) {
        if (of.isEmpty() || to.isEmpty()) {
            notMeasured(what, limit);
            return;
        }
        double ratio = of.get().ns() / to.get().ns();
        bars.add(new Bar(
                what,
                kind,
                limit,
                Figures.number(ratio),
                Figures.number(of.get().ns()) + " / " + Figures.number(to.get().ns()) + " ns",
                Bar.Verdict.of(reached.test(ratio))));
    }

    /** Whether the first is no slower than the second by more than the errors of both; nor faster, if it is to be flat. */
    private void noise(String what, Optional<Measurement> of, Optional<Measurement> to, boolean flat) {
        String limit = flat ? "flat within the errors" : "≤ the errors";
        if (of.isEmpty() || to.isEmpty()) {
            notMeasured(what, limit);
            return;
        }
        double difference = of.get().ns() - to.get().ns();
        double errors = of.get().errorNs() + to.get().errorNs();
        if (Double.isNaN(errors)) {
            notMeasured(what, limit);
            return;
        }
        bars.add(new Bar(
                what,
                kind,
                limit,
                Figures.number(difference) + " ns",
                Figures.withError(of.get()) + " and " + Figures.withError(to.get()) + " ns",
                Bar.Verdict.of((flat ? Math.abs(difference) : difference) <= errors)));
    }

    private void noBytes(String what, Optional<Measurement> of) {
        if (of.isEmpty() || of.get().bytes().isEmpty()) {
            notMeasured(what, "0 B");
            return;
        }
        double bytes = of.get().bytes().getAsDouble();
        bars.add(new Bar(
                what,
                kind,
                "0 B",
                Figures.bytes(of.get().bytes()) + " B",
                bytes + " B/op",
                Bar.Verdict.of(bytes < NO_BYTES)));
    }

    private void notMeasured(String what, String limit) {
        bars.add(new Bar(what, kind, limit, Figures.NONE, Figures.NONE, Bar.Verdict.NOT_MEASURED));
    }
}
