package io.tid.jmh.report;

import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/** Text and tables as Markdown. Nothing that comes from a result file can end a cell or start a tag, link or emphasis. */
final class Markdown {

    private static final String SPECIAL = "\\`*_[]#|~$";

    private Markdown() {}

    static String escape(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (c == '&') {
                escaped.append("&amp;");
            } else if (c == '<') {
                escaped.append("&lt;");
            } else if (c == '>') {
                escaped.append("&gt;");
            } else if (Character.isISOControl(c)) {
                escaped.append(' ');
            } else {
                escaped.append(isSpecial(c) ? "\\" : "").appendCodePoint(c);
            }
        });
        return escaped.toString();
    }

    private static boolean isSpecial(int c) {
        return SPECIAL.indexOf(c) >= 0;
    }

    static String table(Table table) {
        List<String> rules = Collections.nCopies(table.header().size() - 1, "--:");
        return row(table.header().stream().map(Markdown::escape).toList())
                + "|:--|" + String.join("|", rules) + "|\n"
                + table.rows().stream()
                        .map(cells -> row(cells.stream().map(Markdown::escape).toList()))
                        .collect(Collectors.joining());
    }

    private static String row(List<String> escapedCells) {
        return "| " + String.join(" | ", escapedCells) + " |\n";
    }
}
