package io.tid.profile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Single threads as text, in the form of Go's {@code goroutine?debug=2}. */
final class ThreadText {

    static final String NO_STACK = "(no stack: starting or ending, or the JVM's own)";

    private ThreadText() {}

    static void write(Appendable out, ThreadFilter filter) throws IOException {
        warn(out);
        StringBuilder text = new StringBuilder();
        try {
            new ThreadWalk(Integer.MAX_VALUE, true, filter.early()).forEach(snapshot -> {
                if (filter.late().test(snapshot)) {
                    text.setLength(0);
                    append(text, snapshot);
                    flush(text, out);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    static void flush(StringBuilder text, Appendable out) {
        try {
            out.append(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The first line of every text that does not show all threads. */
    static void warn(Appendable out) throws IOException {
        warn(out, Internals.hindrance());
    }

    static void warn(Appendable out, @Nullable String hindrance) throws IOException {
        if (hindrance != null) {
            out.append("# ").append(hindrance).append("\n\n");
        }
    }

    private static void append(StringBuilder out, ThreadSnapshot thread) {
        header(out, thread).append(":\n");
        if (!thread.labels().isEmpty()) {
            labels(out.append("labels: "), thread.labels()).append('\n');
        }
        if (thread.stack().isEmpty()) {
            out.append('\t').append(NO_STACK).append('\n');
        }
        for (StackTraceElement frame : thread.stack()) {
            frame(out.append('\t'), frame).append('\n');
        }
        createdBy(out, thread).append('\n');
    }

    static String header(ThreadSnapshot thread) {
        return header(new StringBuilder(), thread).toString();
    }

    private static StringBuilder header(StringBuilder out, ThreadSnapshot thread) {
        out.append("thread ").append(thread.id());
        if (!thread.name().isEmpty()) {
            Escaped.quoted(out.append(' '), thread.name());
        }
        out.append(" [").append(thread.state());
        if (thread.waitsOn() != null) {
            Escaped.plain(out.append(" on "), thread.waitsOn());
        }
        if (thread.lockOwnerId() > 0) {
            out.append(" held by thread ").append(thread.lockOwnerId());
        }
        out.append(thread.virtual() ? ", virtual" : thread.daemon() ? ", daemon" : "");
        if (thread.carrierId() > 0) {
            out.append(thread.pinned() ? ", pinned to thread " : ", carried by thread ")
                    .append(thread.carrierId());
        }
        return out.append(']');
    }

    private static StringBuilder createdBy(StringBuilder out, ThreadSnapshot thread) {
        StackTraceElement creator = thread.creator();
        if (creator == null && thread.parentId() <= 0) {
            return out;
        }
        out.append("created by ");
        if (creator != null) {
            frame(out, creator).append(thread.parentId() > 0 ? " in " : "");
        }
        if (thread.parentId() > 0) {
            out.append("thread ").append(thread.parentId());
        }
        return out.append('\n');
    }

    /** {@code io.tid.Game.run(Game.java:12)}: no module, no class loader, and a form that development tools link. */
    static StringBuilder frame(StringBuilder out, StackTraceElement frame) {
        Escaped.plain(out, frame.getClassName()).append('.');
        Escaped.plain(out, frame.getMethodName()).append('(');
        if (frame.isNativeMethod()) {
            return out.append("Native Method)");
        }
        String file = frame.getFileName();
        Escaped.plain(out, file == null ? "Unknown Source" : file);
        if (frame.getLineNumber() >= 0) {
            out.append(':').append(frame.getLineNumber());
        }
        return out.append(')');
    }

    /** As Go writes them, which is JSON: {@code {"user":"Ann"}}, keys ascending. */
    static StringBuilder labels(StringBuilder out, Map<String, String> labels) {
        out.append('{');
        String separator = "";
        for (Map.Entry<String, String> label : new TreeMap<>(labels).entrySet()) {
            Escaped.quoted(out.append(separator), label.getKey());
            Escaped.quoted(out.append(':'), label.getValue());
            separator = ",";
        }
        return out.append('}');
    }
}
