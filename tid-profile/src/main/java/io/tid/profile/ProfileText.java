package io.tid.profile;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A profile as text, in the form of Go's {@code goroutine?debug=1}. Where Go has the addresses of a stack, which the JVM
 * has not, stands the group's hash: the same stack has the same one in every run.
 */
final class ProfileText {

    private ProfileText() {}

    static void write(ThreadProfile profile, Appendable out) throws IOException {
        ThreadText.warn(out, profile.hindrance());
        out.append("thread profile: total ").append(Long.toString(profile.total()));
        out.append('\n');
        for (String note : notes(profile)) {
            out.append("# ").append(note).append('\n');
        }
        StringBuilder text = new StringBuilder();
        for (ThreadProfile.Group group : profile.groups()) {
            text.setLength(0);
            append(text.append('\n'), group);
            out.append(text);
        }
    }

    private static void append(StringBuilder out, ThreadProfile.Group group) {
        out.append(group.count()).append(" @ 0x").append(hex(group.hash())).append('\n');
        if (!group.labels().isEmpty()) {
            ThreadText.labels(out.append("# labels: "), group.labels()).append('\n');
        }
        group.values()
                .forEach((key, count) -> Escaped.plain(out.append("# "), key)
                        .append(": ")
                        .append(Values.text(count))
                        .append('\n'));
        states(out.append("# threads: "), group);
        ids(out.append("; "), group).append('\n');
        if (group.stack().isEmpty()) {
            out.append("#\t").append(ThreadText.NO_STACK).append('\n');
        }
        for (StackTraceElement frame : group.stack()) {
            ThreadText.frame(out.append("#\t"), frame).append('\n');
        }
    }

    /** What the profile is not split by, such as {@code not split by requestId: 100 values}. */
    static List<String> notes(ThreadProfile profile) {
        List<String> notes = new ArrayList<>();
        profile.notSplitBy()
                .forEach((key, count) -> notes.add(Escaped.plain(new StringBuilder("not split by "), key)
                        .append(": ")
                        .append(Values.text(count))
                        .toString()));
        return notes;
    }

    /** {@code , requestId: 100 values}, or nothing. */
    static String values(Map<String, Long> values) {
        StringBuilder text = new StringBuilder();
        values.forEach((key, count) ->
                Escaped.plain(text.append(", "), key).append(": ").append(Values.text(count)));
        return text.toString();
    }

    /** {@code 198 virtual WAITING, 2 RUNNABLE}. */
    private static void states(StringBuilder out, ThreadProfile.Group group) {
        int start = out.length();
        group.forEachCell((state, virtual, count) -> out.append(out.length() == start ? "" : ", ")
                .append(count)
                .append(virtual ? " virtual " : " ")
                .append(state));
    }

    /** {@code gid-60}, or {@code gid-60 to gid-259, youngest gid-257 gid-258 gid-259}. */
    private static StringBuilder ids(StringBuilder out, ThreadProfile.Group group) {
        out.append("gid-").append(group.minId());
        if (group.maxId() == group.minId()) {
            return out;
        }
        out.append(" to gid-").append(group.maxId()).append(", youngest");
        for (long id : group.sampleIds()) {
            out.append(" gid-").append(id);
        }
        return out;
    }

    static String hex(long hash) {
        String digits = Long.toHexString(hash);
        return "0".repeat(16 - digits.length()) + digits;
    }
}
