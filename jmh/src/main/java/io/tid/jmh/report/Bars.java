package io.tid.jmh.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoublePredicate;
import java.util.stream.IntStream;

/** The figures to reach, read from one run. A bar whose rows are not there is not measured, never reached. */
final class Bars {

    private static final String BARE = "CurrentIdBenchmark.bare";
    private static final String CONVERTER = "ConverterBenchmark.format";
    private static final String LINE = "LogLineBenchmark.info";
    private static final String CURRENT = "CurrentIdBenchmark.tid";

    /** Less than this is none: what the JVM and the harness allocate beside the benchmark, spread over its calls. */
    private static final double NO_BYTES = 0.5;

    /** Within errors larger than this part of the time itself, everything would be level with everything. */
    private static final double TOO_NOISY = 0.5;

    private static final String NO_BYTES_LIMIT = "0 B";

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
            bars.currentId();
            bars.label();
            bars.converter("42", "≤ 1.20", r -> r <= 1.2);
            bars.converter("123456789", "≤ 1.00", r -> r <= 1);
            bars.logLines();
            perKind.add(bars.bars);
        }
        return IntStream.range(0, perKind.getFirst().size())
                .boxed()
                .flatMap(i -> perKind.stream().map(bars -> bars.get(i)))
                .toList();
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

    private void converter(String id, String limit, DoublePredicate reached) {
        Optional<Measurement> gid = find(CONVERTER, Map.of("id", id, "word", "%gid"));
        Optional<Measurement> tid = find(CONVERTER, Map.of("id", id, "word", "%tid"));
        String digits = ", id of " + id.length() + " digits";
        ratio("%gid converter / %tid converter" + digits, gid, tid, limit, reached);
        noBytes("%gid converter" + digits, gid);
    }

    private void logLines() {
        for (String mode : List.of("sync", "AsyncAppender", "all-async")) {
            Optional<Measurement> with = find(LINE, Map.of("mode", mode, "sink", "discard", "gid", "with"));
            Optional<Measurement> without = find(LINE, Map.of("mode", mode, "sink", "discard", "gid", "without"));
            noise("a line with %gid − without, " + mode, with, without, false);
            noMoreBytes("a line with %gid − without, " + mode, with, without);
        }
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
        add(
                what,
                limit,
                Figures.number(ratio),
                Figures.number(of.get().ns()) + " / " + Figures.number(to.get().ns()) + " ns",
                Bar.Verdict.of(reached.test(ratio)));
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
        add(
                what,
                limit,
                Figures.number(difference) + " ns",
                Figures.withError(of.get()) + " and " + Figures.withError(to.get()) + " ns",
                errors > TOO_NOISY * to.get().ns()
                        ? Bar.Verdict.TOO_NOISY
                        : Bar.Verdict.of((flat ? Math.abs(difference) : difference) <= errors));
    }

    private void noBytes(String what, Optional<Measurement> of) {
        if (of.isEmpty() || of.get().bytes().isEmpty()) {
            notMeasured(what, NO_BYTES_LIMIT);
            return;
        }
        double bytes = of.get().bytes().getAsDouble();
        String got = Figures.bytes(of.get().bytes()) + " B";
        add(what, NO_BYTES_LIMIT, got, Figures.exactBytes(of.get()), Bar.Verdict.of(bytes < NO_BYTES));
    }

    /** Where one of the two waits for a queue, that allocates too, now more and now less: hence the errors. */
    private void noMoreBytes(String what, Optional<Measurement> of, Optional<Measurement> to) {
        if (of.isEmpty()
                || to.isEmpty()
                || of.get().bytes().isEmpty()
                || to.get().bytes().isEmpty()) {
            notMeasured(what, NO_BYTES_LIMIT);
            return;
        }
        double more = of.get().bytes().getAsDouble() - to.get().bytes().getAsDouble();
        boolean withinErrors = more <= of.get().errorBytes() + to.get().errorBytes();
        add(
                what,
                NO_BYTES_LIMIT,
                Figures.bytes(OptionalDouble.of(more)) + " B",
                Figures.exactBytes(of.get()) + " and " + Figures.exactBytes(to.get()),
                more >= NO_BYTES && withinErrors ? Bar.Verdict.TOO_NOISY : Bar.Verdict.of(more < NO_BYTES));
    }

    private void add(String what, String limit, String got, String from, Bar.Verdict verdict) {
        bars.add(new Bar(what, kind, limit, got, from, verdict));
    }

    private void notMeasured(String what, String limit) {
        add(what, limit, Figures.NONE, Figures.NONE, Bar.Verdict.NOT_MEASURED);
    }
}
