package io.tid.leak;

import io.tid.LogContext;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What the threads of one test, or of one class beside its tests, inherit. Unique in the JVM. */
final class Label {

    private static final AtomicLong MADE = new AtomicLong();

    private final String text;
    private final boolean used;
    private LogContext.@Nullable Scope scope;

    /** With {@code used} false it is never bound: where nothing is checked, nothing is to be noticed. */
    Label(String name, boolean used) {
        this.used = used;
        text = name + " #" + MADE.incrementAndGet();
    }

    /** Binds it to the calling thread. */
    void bind() {
        if (!used) {
            return;
        }
        scope = LogContext.current().with(Report.TEST, text).open();
    }

    /** On the thread that bound it. */
    void unbind() {
        LogContext.Scope bound = scope;
        scope = null;
        if (bound == null) {
            return;
        }
        try {
            bound.close();
        } catch (IllegalStateException leftOpen) {
            // the test left scopes of its own open, which is no leak of threads; they are closed now
        }
    }

    /** The test's name, and a number that tells its repetitions apart. */
    @Override
    public String toString() {
        return text;
    }
}
