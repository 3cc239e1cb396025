package io.tid.jmh.report;

import java.util.List;
import java.util.stream.Collectors;

/** Text and tables as HTML. */
final class Html {

    static final String STYLE = """
            :root { color-scheme: light; }
            body { font: 15px/1.5 system-ui, sans-serif; color: #1b1f24; background: #fff;
                   max-width: 1180px; margin: 2em auto; padding: 0 1.5em; }
            h1 { font-size: 1.7em; } h2 { font-size: 1.25em; margin-top: 2em; }
            dl { display: grid; grid-template-columns: max-content 1fr; gap: .1em 1.2em; }
            dt { color: #59636e; } dd { margin: 0; overflow-wrap: anywhere; }
            .scroll { overflow-x: auto; }
            table { border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: .93em; }
            th, td { padding: .3em .7em; border-bottom: 1px solid #d1d9e0; text-align: right; }
            th { background: #f6f8fa; } th:first-child, td:first-child { text-align: left; }
            img { display: block; width: 100%; height: auto; margin: 1em 0; }
            """;

    private Html() {}

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    static String table(Table table) {
        return "<div class=\"scroll\"><table>\n" + row("th", table.header())
                + table.rows().stream().map(cells -> row("td", cells)).collect(Collectors.joining())
                + "</table></div>\n";
    }

    private static String row(String tag, List<String> cells) {
        return cells.stream()
                .map(cell -> "<" + tag + ">" + escape(cell) + "</" + tag + ">")
                .collect(Collectors.joining("", "<tr>", "</tr>\n"));
    }
}
