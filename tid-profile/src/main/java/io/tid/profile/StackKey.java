package io.tid.profile;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What makes threads one group: the same frames and the same labels.
 *
 * <p>The hash is of the names and line numbers, not of objects, so that it is the same in every run and text can show
 * it. It costs no string: the JVM interns the names, and a string keeps its hash.
 */
final class StackKey {

    final List<StackTraceElement> stack;
    final Map<String, String> labels;
    final long hash;

    StackKey(List<StackTraceElement> stack, Map<String, String> labels) {
        this.stack = stack;
        this.labels = labels;
        this.hash = hash(stack) + labels.hashCode();
    }

    private static long hash(List<StackTraceElement> stack) {
        long hash = stack.size();
        for (int i = 0; i < stack.size(); i++) {
            StackTraceElement frame = stack.get(i);
            hash = (hash ^ frame.getClassName().hashCode()) * 0x9E3779B97F4A7C15L;
            hash = (hash ^ frame.getMethodName().hashCode()) * 0x9E3779B97F4A7C15L;
            hash = (hash ^ frame.getLineNumber()) * 0x9E3779B97F4A7C15L;
            hash ^= hash >>> 32;
        }
        return hash;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(hash);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StackKey that
                && hash == that.hash
                && labels.equals(that.labels)
                && sameFrames(stack, that.stack);
    }

    /** As {@link StackTraceElement#equals}, less what follows from the class: module, its version, class loader. */
    private static boolean sameFrames(List<StackTraceElement> one, List<StackTraceElement> other) {
        int size = one.size();
        if (size != other.size()) {
            return false;
        }
        for (int i = 0; i < size; i++) {
            StackTraceElement a = one.get(i);
            StackTraceElement b = other.get(i);
            if (a.getLineNumber() != b.getLineNumber()
                    || !a.getMethodName().equals(b.getMethodName())
                    || !a.getClassName().equals(b.getClassName())
                    || !Objects.equals(a.getFileName(), b.getFileName())) {
                return false;
            }
        }
        return true;
    }
}
