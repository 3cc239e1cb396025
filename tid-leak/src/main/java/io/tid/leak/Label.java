package io.tid.leak;

import io.tid.LogContext;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What the threads of one test, or of one class beside its tests, inherit. Unique in the JVM. */
final class Label {

    private static final AtomicLong MADE = new AtomicLong();

    private final String text;
    private final boolean used;

    /** With {@code used} false it is never bound: where nothing is checked, nothing is to be noticed. */
    Label(String name, boolean used) {
        this.used = used;
        text = name + " #" + MADE.incrementAndGet();
    }

    /** Binds it to the calling thread, which has to close what this returns. Many threads may bind it at once. */
    Bound bind() {
        return new Bound(used ? LogContext.current().with(Report.TEST, text).open() : null);
    }

    /** The test's name, and a number that tells its repetitions apart. */
    @Override
    public String toString() {
        return text;
    }

    /** The extent for which it is bound. */
    record Bound(LogContext.@Nullable Scope scope) implements AutoCloseable {

        @Override
        public void close() {
            try {
                if (scope != null) {
                    scope.close();
                }
            } catch (IllegalStateException leftOpen) {
                // the test left scopes of its own open, which is no leak of threads; they are closed now
            }
        }
    }
}
