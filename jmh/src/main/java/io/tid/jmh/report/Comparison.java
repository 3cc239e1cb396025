package io.tid.jmh.report;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoublePredicate;

/** How measurements are held against what is asked of them, on one kind of thread; the bars that came of it. */
final class Comparison {

    /** Less than this is none: what the JVM and the harness allocate beside the benchmark, spread over its calls. */
    private static final double NO_BYTES = 0.5;

    /** Within errors larger than this part of the time itself, everything would be level with everything. */
    private static final double TOO_NOISY = 0.5;

    private static final String NO_BYTES_LIMIT = "0 B";

    private final Kind kind;
    private final Suite suite;
    private final List<Bar> bars;

    Comparison(Suite suite, Kind kind, List<Bar> bars) {
        this.suite = suite;
        this.kind = kind;
        this.bars = bars;
    }

    void ratio(String what, Optional<Measurement> of, Optional<Measurement> to, String limit, DoublePredicate reached) {
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
    void noise(String what, Optional<Measurement> of, Optional<Measurement> to, boolean flat) {
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

    void noBytes(String what, Optional<Measurement> of) {
        if (lackBytes(of)) {
            notMeasured(what, NO_BYTES_LIMIT);
            return;
        }
        double bytes = of.orElseThrow().bytes().orElseThrow();
        String got = Figures.bytes(of.orElseThrow().bytes()) + " B";
        add(what, NO_BYTES_LIMIT, got, Figures.exactBytes(of.orElseThrow()), Bar.Verdict.of(bytes < NO_BYTES));
    }

    /** Where one of the two waits for a queue, that allocates too, now more and now less: hence the errors. */
    void noMoreBytes(String what, Optional<Measurement> of, Optional<Measurement> to) {
        if (lackBytes(of) || lackBytes(to)) {
            notMeasured(what, NO_BYTES_LIMIT);
            return;
        }
        Measurement first = of.orElseThrow();
        Measurement second = to.orElseThrow();
        double more = first.bytes().orElseThrow() - second.bytes().orElseThrow();
        boolean withinErrors = more <= first.errorBytes() + second.errorBytes();
        add(
                what,
                NO_BYTES_LIMIT,
                Figures.bytes(OptionalDouble.of(more)) + " B",
                Figures.exactBytes(first) + " and " + Figures.exactBytes(second),
                more >= NO_BYTES && withinErrors ? Bar.Verdict.TOO_NOISY : Bar.Verdict.of(more < NO_BYTES));
    }

    /** Whether the first allocates at most this many times what the second does. */
    void bytesRatio(String what, Optional<Measurement> of, Optional<Measurement> to, String limit, double most) {
        if (lackBytes(of) || lackBytes(to)) {
            notMeasured(what, limit);
            return;
        }
        double ratio = of.orElseThrow().bytes().orElseThrow()
                / to.orElseThrow().bytes().orElseThrow();
        String from = Figures.bytes(of.orElseThrow().bytes()) + " / "
                + Figures.bytes(to.orElseThrow().bytes()) + " B";
        add(what, limit, Figures.number(ratio), from, Bar.Verdict.of(ratio <= most));
    }

    void atMostBytes(String what, Optional<Measurement> of, int most) {
        String limit = String.format(Locale.ROOT, "≤ %,d B", most);
        if (lackBytes(of)) {
            notMeasured(what, limit);
            return;
        }
        double bytes = of.orElseThrow().bytes().orElseThrow();
        String got = Figures.bytes(of.orElseThrow().bytes()) + " B";
        add(what, limit, got, Figures.exactBytes(of.orElseThrow()), Bar.Verdict.of(bytes <= most));
    }

    private static boolean lackBytes(Optional<Measurement> measurement) {
        return measurement.isEmpty() || measurement.get().bytes().isEmpty();
    }

    private void add(String what, String limit, String got, String from, Bar.Verdict verdict) {
        bars.add(new Bar(suite, what, kind, limit, got, from, verdict));
    }

    private void notMeasured(String what, String limit) {
        add(what, limit, Figures.NONE, Figures.NONE, Bar.Verdict.NOT_MEASURED);
    }
}
