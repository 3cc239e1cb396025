package io.tid.profile;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** A profile as JSON, for the page and for programs. Frames are objects, so that no reader has to take text apart. */
final class ProfileJson {

    private ProfileJson() {}

    static final int NO_LINE = -1; // as the JVM has it

    static void write(ThreadProfile profile, Appendable out) throws IOException {
        StringBuilder text = new StringBuilder();
        Escaped.quoted(text.append("{\"visibility\":"), profile.visibility());
        text.append(",\"complete\":").append(profile.hindrance() == null);
        text.append(",\"takenAt\":\"").append(profile.takenAt()).append('"');
        text.append(",\"spanMs\":").append(profile.span().toMillis());
        text.append(",\"total\":").append(profile.total());
        text.append(",\"virtual\":").append(profile.totalVirtual());
        values(text, profile.notSplitBy());
        text.append(",\"groups\":[");
        String separator = "\n";
        for (ThreadProfile.Group group : profile.groups()) {
            append(text.append(separator), group);
            out.append(text);
            text.setLength(0);
            separator = ",\n";
        }
        out.append(text).append("]}\n");
    }

    private static void append(StringBuilder out, ThreadProfile.Group group) {
        out.append("{\"count\":").append(group.count());
        out.append(",\"virtual\":").append(group.countVirtual());
        out.append(",\"hash\":\"").append(ProfileText.hex(group.hash())).append('"');
        states(out.append(",\"states\":{"), group);
        virtualStates(out.append('}'), group);
        ThreadText.labels(out.append(",\"labels\":"), group.labels());
        values(out, group.values());
        out.append(",\"minId\":").append(group.minId());
        out.append(",\"maxId\":").append(group.maxId());
        out.append(",\"youngest\":").append(group.sampleIds());
        stack(out.append(",\"stack\":"), group.stack());
        out.append('}');
    }

    private static void values(StringBuilder out, Map<String, Long> values) {
        if (values.isEmpty()) {
            return;
        }
        String separator = ",\"values\":{";
        for (Map.Entry<String, Long> value : values.entrySet()) {
            Escaped.quoted(out.append(separator), value.getKey()).append(':').append(value.getValue());
            separator = ",";
        }
        out.append('}');
    }

    static void stack(StringBuilder out, List<StackTraceElement> stack) {
        out.append('[');
        String separator = "";
        for (StackTraceElement frame : stack) {
            frame(out.append(separator), frame);
            separator = ",";
        }
        out.append(']');
    }

    /** Written where {@code virtual} and {@code states} do not tell already which state has how many virtual threads. */
    private static void virtualStates(StringBuilder out, ThreadProfile.Group group) {
        StringBuilder virtual = new StringBuilder();
        int[] kinds = {0, 0};
        group.forEachCell((state, isVirtual, count) -> {
            kinds[isVirtual ? 1 : 0]++;
            if (isVirtual) {
                virtual.append(virtual.isEmpty() ? "\"" : ",\"")
                        .append(state)
                        .append("\":")
                        .append(count);
            }
        });
        if (kinds[1] != 0 && (kinds[0] != 0 || group.countVirtual() == 0)) {
            out.append(",\"virtualStates\":{").append(virtual).append('}');
        }
    }

    private static void states(StringBuilder out, ThreadProfile.Group group) {
        String separator = "";
        for (Thread.State state : Tally.STATES) {
            if (group.count(state) != 0) {
                out.append(separator).append('"').append(state).append("\":").append(group.count(state));
                separator = ",";
            }
        }
    }

    static void frame(StringBuilder out, StackTraceElement frame) {
        Escaped.quoted(out.append("{\"class\":"), frame.getClassName());
        Escaped.quoted(out.append(",\"method\":"), frame.getMethodName());
        if (frame.getFileName() != null) {
            Escaped.quoted(out.append(",\"file\":"), frame.getFileName());
        }
        if (frame.isNativeMethod()) {
            out.append(",\"native\":true");
        } else if (frame.getLineNumber() != NO_LINE) {
            out.append(",\"line\":").append(frame.getLineNumber());
        }
        out.append('}');
    }
}
