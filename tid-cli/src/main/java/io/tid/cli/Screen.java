package io.tid.cli;

import io.tid.profile.ThreadProfile;
import io.tid.text.Frames;
import io.tid.text.SafeText;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What {@code tid top} shows: two lines of totals, and a line for each of the largest groups. */
final class Screen {

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final String ROW = "%9s %8s  %-13s  %s%n";
    private static final int BEFORE_WHERE = 9 + 1 + 8 + 2 + 13 + 2;

    private final String process;
    private Map<Long, Long> before = Map.of();
    private boolean first = true;

    Screen(String process) {
        this.process = process;
    }

    String next(ThreadProfile profile, List<String> notes, LocalTime now, Terminal.Size size) {
        Map<Long, Long> counts = new HashMap<>();
        List<ThreadProfile.Group> groups = profile.groups();
        StringBuilder out = new StringBuilder();
        line(out, "tid top " + CLOCK.format(now) + ", " + process, size);
        line(out, totals(profile, groups.size()), size);
        if (!profile.visibility().equals("all threads")) {
            line(out, "# " + SafeText.of(profile.visibility()), size);
        }
        notes.forEach(note -> line(out, "# " + note, size));
        out.append('\n').append(ROW.formatted("COUNT", "CHANGE", "STATE", "WHERE"));
        groups.forEach(group -> counts.merge(group.hash(), group.count(), Long::sum));
        long used = out.chars().filter(c -> c == '\n').count() + 1; // and the cursor's
        groups.stream()
                .limit(Math.max(1, size.rows() - used))
                .forEach(group -> out.append(row(group, size.columns() - BEFORE_WHERE)));
        before = counts;
        first = false;
        return out.toString();
    }

    private static void line(StringBuilder out, String text, Terminal.Size size) {
        out.append(text, 0, Math.min(text.length(), size.columns())).append('\n');
    }

    private static String totals(ThreadProfile profile, int groups) {
        return "%s threads in %s groups: %s virtual, %s platform"
                .formatted(
                        Display.number(profile.total()),
                        Display.number(groups),
                        Display.number(profile.totalVirtual()),
                        Display.number(profile.total() - profile.totalVirtual()));
    }

    private String row(ThreadProfile.Group group, int width) {
        long change = first ? 0 : group.count() - before.getOrDefault(group.hash(), 0L);
        return ROW.formatted(
                Display.number(group.count()),
                change == 0 ? "" : DiffTables.signed(change),
                state(group),
                Display.end(where(group.stack()).map(Display::frame).orElse(DiffTables.NO_STACK), Math.max(20, width)));
    }

    private static String state(ThreadProfile.Group group) {
        List<Thread.State> states = Arrays.stream(Thread.State.values())
                .filter(state -> group.count(state) != 0)
                .toList();
        return states.size() == 1 ? states.get(0).name() : states.size() + " states";
    }

    /** The application's innermost frame; of the JVM's own threads, what is not plumbing. */
    static Optional<StackTraceElement> where(List<StackTraceElement> stack) {
        return stack.stream()
                .filter(frame -> !Frames.isJdk(frame))
                .findFirst()
                .or(() -> stack.stream()
                        .filter(frame -> !frame.getClassName()
                                .matches("(java\\.lang|java\\.util\\.concurrent\\.locks|jdk|sun)\\..*"))
                        .findFirst())
                .or(() -> stack.stream().findFirst());
    }
}
