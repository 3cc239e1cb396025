package io.tid.jmh.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The report of one result file, written beside it: {@code NAME.md}, {@code NAME.html}, {@code NAME-SUITE.svg}. */
public final class Report {

    private static final String TITLE = "What it costs to know the thread";
    private static final String READING = """
            Times are medians of all iterations; the error is JMH's, half the 99.9 % confidence interval of their mean. \
            "× bare" is the factor against Thread.currentThread().threadId() on the same kind of thread. B/op is what \
            the whole process allocated, background threads included. How to run and read it: docs/benchmarks.md.""";

    private final Path json;
    private final String name;
    private final Results results;
    private final List<Section> sections;
    private final List<Bar> bars;

    private Report(Path json, Results results) {
        this.json = json;
        this.name = json.getFileName().toString().replaceFirst("\\.json$", "");
        this.results = results;
        this.sections = Section.of(results);
        this.bars = Bars.of(results).stream()
                .filter(bar -> sections.stream().anyMatch(section -> section.suite() == bar.suite()))
                .toList();
    }

    /**
     * Reads a result file.
     *
     * @throws java.nio.file.NoSuchFileException if there is none
     * @throws IllegalArgumentException if it is no result of {@code ./bench}
     */
    public static Report read(Path json) throws IOException {
        return new Report(json, Results.read(json));
    }

    /** The bars, a line each, for the console. */
    public List<String> summary() {
        return bars.stream()
                .map(b -> String.format(
                        "%-12s %-8s %s: %s (%s), bar %s",
                        b.verdict().text(), b.kind().title(), b.what(), b.got(), b.from(), b.limit()))
                .toList();
    }

    /** Writes the report's files and answers which; without charts on a machine that has no font to draw them with. */
    public List<Path> write() throws IOException {
        Map<Section, String> charts = charts();
        List<Path> written = new ArrayList<>();
        written.add(write(name + ".md", markdown(charts)));
        written.add(write(name + ".html", html(charts)));
        for (Map.Entry<Section, String> chart : charts.entrySet()) {
            written.add(write(chartName(chart.getKey()), chart.getValue()));
        }
        return written;
    }

    private Map<Section, String> charts() {
        Map<Section, String> charts = new LinkedHashMap<>();
        try {
            sections.forEach(section -> charts.put(section, Charts.svg(section)));
        } catch (InternalError | LinkageError e) { // how AWT says that it finds no font
            charts.clear();
        }
        return charts;
    }

    private Path write(String fileName, String content) throws IOException {
        return Files.writeString(json.resolveSibling(fileName), content);
    }

    private String chartName(Section section) {
        return name + "-" + section.id() + ".svg";
    }

    private String markdown(Map<Section, String> charts) {
        StringBuilder text = new StringBuilder("# " + TITLE + "\n\n");
        results.about()
                .forEach((key, value) -> text.append("- ")
                        .append(Markdown.escape(key))
                        .append(": ")
                        .append(Markdown.escape(value))
                        .append('\n'));
        text.append('\n').append(Markdown.escape(READING)).append("\n\n## Figures to reach\n\n");
        text.append(Markdown.table(Table.of(bars)));
        for (Section section : sections) {
            text.append("\n## ").append(section.title()).append("\n\n");
            text.append(Markdown.table(Table.of(section, results)));
            if (charts.containsKey(section)) {
                text.append("\n![" + section.title() + "](" + chartName(section) + ")\n");
            }
        }
        return text.toString();
    }

    private String html(Map<Section, String> charts) {
        StringBuilder page = new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                + "<title>" + TITLE + "</title>\n<style>\n" + Html.STYLE + "</style>\n</head>\n<body>\n<h1>" + TITLE
                + "</h1>\n<dl>\n");
        results.about()
                .forEach((key, value) -> page.append("<dt>")
                        .append(Html.escape(key))
                        .append("</dt><dd>")
                        .append(Html.escape(value))
                        .append("</dd>\n"));
        page.append("</dl>\n<p>").append(Html.escape(READING)).append("</p>\n<h2>Figures to reach</h2>\n");
        page.append(Html.table(Table.of(bars)));
        for (Section section : sections) {
            page.append("<h2>").append(section.title()).append("</h2>\n");
            page.append(img(section, charts)).append(Html.table(Table.of(section, results)));
        }
        return page.append("</body>\n</html>\n").toString();
    }

    private static String img(Section section, Map<Section, String> charts) {
        String svg = charts.get(section);
        return svg == null
                ? ""
                : "<img alt=\"" + section.title() + ": the table below as bars\" src=\"data:image/svg+xml;base64,"
                        + Base64.getEncoder().encodeToString(svg.getBytes(StandardCharsets.UTF_8)) + "\">\n";
    }
}
