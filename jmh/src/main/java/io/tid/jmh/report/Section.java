package io.tid.jmh.report;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The figures of one suite, a line for each approach, platform and virtual threads side by side.
 *
 * @param suite null for benchmarks that the report does not know
 */
record Section(@Nullable Suite suite, List<Line> lines) {

    /** One approach on each kind of thread on which it was measured. */
    record Line(String label, Map<Kind, Measurement> figures) {

        Optional<Measurement> on(Kind kind) {
            return Optional.ofNullable(figures.get(kind));
        }
    }

    String title() {
        return suite == null ? "Other" : suite.title();
    }

    String id() {
        return suite == null ? "other" : suite.toString();
    }

    /** The sections that have a line, in the order of the suites. */
    static List<Section> of(Results results) {
        List<Section> sections = new ArrayList<>();
        Stream.concat(Stream.of(Suite.values()), Stream.of((Suite) null)).forEach(suite -> {
            List<Line> lines = lines(results, suite);
            if (!lines.isEmpty()) {
                sections.add(new Section(suite, lines));
            }
        });
        return sections;
    }

    private static List<Line> lines(Results results, @Nullable Suite suite) {
        Map<String, Line> lines = new LinkedHashMap<>();
        for (Measurement m : results.measurements()) {
            Optional<Approach> approach = Approach.of(m.benchmark());
            if (approach.map(Approach::suite).orElse(null) == suite) {
                String label = approach.map(a -> a.label(m.params())).orElse(m.benchmark() + " " + m.params())
                        + (m.threads() == 1 ? "" : ", " + m.threads() + " threads");
                lines.computeIfAbsent(label, l -> new Line(l, new EnumMap<>(Kind.class)))
                        .figures
                        .put(m.kind(), m);
            }
        }
        return List.copyOf(lines.values());
    }
}
