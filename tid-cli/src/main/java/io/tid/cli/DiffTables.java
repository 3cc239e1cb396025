package io.tid.cli;

import io.tid.profile.ThreadProfile;
import io.tid.text.SafeText;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A difference as {@code go tool pprof} would show it, without percentages: of a change they are of nothing. */
final class DiffTables {

    static final String NO_STACK = "(no stack)";

    private static final int MOST_FUNCTIONS = 60;
    private static final int COLUMN = 10;
    private static final String RULE = "-".repeat(COLUMN + 1) + "+" + "-".repeat(60);

    private DiffTables() {}

    /** The threads of one function: those that are in it, and those that came through it. */
    private static final class Sum {
        private long flat;
        private long cumulative;
    }

    static void top(ThreadProfile profile, PrintWriter out) {
        head(profile, out);
        Map<String, Sum> sums = new HashMap<>();
        for (ThreadProfile.Group group : profile.groups()) {
            List<String> functions = functions(group);
            sums.computeIfAbsent(functions.get(0), added -> new Sum()).flat += group.count();
            Set<String> seen = new HashSet<>(); // a recursive function counts a thread once
            for (String function : functions) {
                if (seen.add(function)) {
                    sums.computeIfAbsent(function, added -> new Sum()).cumulative += group.count();
                }
            }
        }
        List<Map.Entry<String, Sum>> rows = new ArrayList<>(sums.entrySet());
        rows.sort(Comparator.<Map.Entry<String, Sum>>comparingLong(row -> -Math.abs(row.getValue().flat))
                .thenComparingLong(row -> -Math.abs(row.getValue().cumulative))
                .thenComparing(Map.Entry::getKey));
        out.printf("%10s %10s  %s%n", "FLAT", "CUM", "FUNCTION");
        rows.stream()
                .limit(MOST_FUNCTIONS)
                .forEach(row -> out.printf(
                        "%10s %10s  %s%n",
                        signed(row.getValue().flat), signed(row.getValue().cumulative), row.getKey()));
        if (rows.size() > MOST_FUNCTIONS) {
            out.printf("and %d functions more%n", rows.size() - MOST_FUNCTIONS);
        }
    }

    static void traces(ThreadProfile profile, PrintWriter out) {
        head(profile, out);
        for (ThreadProfile.Group group : profile.groups()) {
            out.println(RULE);
            new java.util.TreeMap<>(group.labels())
                    .forEach((key, value) -> out.println(" ".repeat(COLUMN + 3) + SafeText.of(key + ": " + value)));
            String count = signed(group.count());
            for (String function : functions(group)) {
                out.printf("%10s   %s%n", count, function);
                count = "";
            }
        }
        out.println(RULE);
    }

    /** The first lines: what is not seen, and the total. */
    static void head(ThreadProfile profile, PrintWriter out) {
        if (!profile.visibility().equals("all threads")) {
            out.println("# " + SafeText.of(profile.visibility()));
        }
        int groups = profile.groups().size();
        out.printf("change: %s threads in %d %s%n", signed(profile.total()), groups, groups == 1 ? "group" : "groups");
    }

    private static List<String> functions(ThreadProfile.Group group) {
        return group.stack().isEmpty()
                ? List.of(NO_STACK)
                : group.stack().stream().map(Display::function).toList();
    }

    /** {@code +200}, {@code -5}, {@code 0}. */
    static String signed(long change) {
        return (change > 0 ? "+" : "") + Display.number(change);
    }
}
