package io.tid.jmh.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Rows of plain text, not escaped for any format. The first column is text, the others are figures. */
record Table(List<String> header, List<List<String>> rows) {

    /** Each approach with its time, its factor against the bare intrinsic and its bytes, for both kinds of thread. */
    static Table of(Section section, Results results) {
        List<List<String>> rows = new ArrayList<>();
        for (Section.Line line : section.lines()) {
            List<String> cells = new ArrayList<>(List.of(line.label()));
            for (Kind kind : Kind.values()) {
                cells.addAll(cells(line.on(kind), Bars.bare(results, kind)));
            }
            rows.add(cells);
        }
        List<String> header = new ArrayList<>(List.of("approach"));
        for (Kind kind : Kind.values()) {
            header.addAll(List.of(kind.title() + " ns/op", "± error", "× bare", "B/op"));
        }
        return new Table(header, rows);
    }

    private static List<String> cells(Optional<Measurement> figure, double bareNs) {
        return figure.map(m -> List.of(
                        Figures.number(m.ns()),
                        Figures.number(m.errorNs()),
                        Figures.factor(m.ns() / bareNs),
                        Figures.bytes(m.bytes())))
                .orElse(List.of(Figures.NONE, Figures.NONE, Figures.NONE, Figures.NONE));
    }

    /** The figures to reach. */
    static Table of(List<Bar> bars) {
        return new Table(
                List.of("what", "threads", "bar", "got", "from", ""),
                bars.stream()
                        .map(b -> List.of(
                                b.what(),
                                b.kind().title(),
                                b.limit(),
                                b.got(),
                                b.from(),
                                b.verdict().text()))
                        .toList());
    }
}
