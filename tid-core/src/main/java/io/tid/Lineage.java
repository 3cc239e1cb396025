package io.tid;

import io.tid.text.SafeText;
import java.lang.StackWalker.Option;
import java.lang.StackWalker.StackFrame;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How much threads know of who made them: the system property {@code tid.lineage}, read once. */
enum Lineage {

    /** The parent's id where there was a context to inherit. */
    OFF,

    /** The parent's id. */
    ON,

    /** The parent's id and the line of code that made the thread. */
    CREATOR;

    static final String PROPERTY = "tid.lineage";
    static final Lineage MODE = parse(System.getProperty(PROPERTY));

    private static final StackWalker WALKER = StackWalker.getInstance(Option.RETAIN_CLASS_REFERENCE);

    private static final Set<Class<?>> OURS =
            Set.of(Lineage.class, Binding.class, LogContext.class, ContextTasks.class, ContextExecutor.class);

    /** Its executors start threads for their submitters. */
    private static final String EXECUTORS = "io.tid.executor";

    /** A misspelt value must not take an application down, nor be lost without a word. */
    static Lineage parse(@Nullable String value) {
        if (value == null || value.equals("off")) {
            return OFF;
        }
        if (value.equals("on")) {
            return ON;
        }
        if (value.equals("creator")) {
            return CREATOR;
        }
        System.err.println(
                PROPERTY + " must be off, on or creator, taken as off: " + PROPERTY + "=" + SafeText.cut(value));
        return OFF;
    }

    /** The innermost frame on the current stack that is neither of the JDK's base module nor ours. */
    static @Nullable StackTraceElement creatorFrame() {
        return WALKER.walk(frames -> frames.filter(Lineage::isForeign)
                .findFirst()
                .map(StackFrame::toStackTraceElement)
                .orElse(null));
    }

    private static boolean isForeign(StackFrame frame) {
        Class<?> type = frame.getDeclaringClass();
        return type.getModule() != Object.class.getModule()
                && !OURS.contains(type.getNestHost())
                && !type.getPackageName().equals(EXECUTORS);
    }
}
