package io.tid.leak;

import io.tid.profile.ThreadSnapshot;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the frames of a stack tell. */
final class Frames {

    private Frames() {}

    static String function(StackTraceElement frame) {
        return frame.getClassName() + '.' + frame.getMethodName();
    }

    static boolean isJdk(StackTraceElement frame) {
        String module = frame.getModuleName();
        return module != null && (module.startsWith("java.") || module.startsWith("jdk."));
    }

    /** The innermost frame that is not of the JDK: the line that somebody can change. */
    static Optional<StackTraceElement> user(List<StackTraceElement> stack) {
        return stack.stream().filter(frame -> !isJdk(frame)).findFirst();
    }

    /** The innermost frame, and the innermost that is not of the JDK. */
    static List<StackTraceElement> top(ThreadSnapshot thread) {
        List<StackTraceElement> stack = thread.stack();
        return Stream.concat(stack.stream().limit(1), user(stack).stream()).toList();
    }

    /** Whether the method is on the stack, called by that of the JDK alone or not. */
    static boolean has(List<StackTraceElement> stack, String className, String method) {
        return stack.stream()
                .anyMatch(frame -> frame.getClassName().equals(className)
                        && (method.equals("*") || frame.getMethodName().equals(method)));
    }
}
