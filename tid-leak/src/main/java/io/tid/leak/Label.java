package io.tid.leak;

import io.tid.LogContext;
import io.tid.Tid;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What the threads of one test, or of one class beside its tests, inherit. Unique in the JVM. */
final class Label {

    private static final AtomicLong MADE = new AtomicLong();

    /** How many labels a thread has bound and not closed, by its id. What one that is not here has is inherited. */
    private static final ConcurrentHashMap<Long, Integer> BINDERS = new ConcurrentHashMap<>();

    private final String text;
    private final boolean used;

    /** With {@code used} false it is never bound: where nothing is checked, nothing is to be noticed. */
    Label(String name, boolean used) {
        this.used = used;
        text = name + " #" + MADE.incrementAndGet();
    }

    /** Binds it to the calling thread, which has to close what this returns. Many threads may bind it at once. */
    Bound bind() {
        dropInherited();
        if (!used) {
            return new Bound(Tid.current(), null);
        }
        BINDERS.merge(Tid.current(), 1, Integer::sum);
        return new Bound(
                Tid.current(), LogContext.current().with(Report.TEST, text).open());
    }

    /**
     * Drops, for good, what one of JUnit's workers inherited: where a test forks in JUnit's own pool that makes workers,
     * and what extensions start on them before other tests is none of the first one's.
     */
    static void dropInherited() {
        LogContext now = LogContext.current();
        boolean bound = now.get(Report.TEST) != null;
        if (bound && Known.isOfJUnit(Thread.currentThread()) && !BINDERS.containsKey(Tid.current())) {
            now.without(Report.TEST).open(); // and never closed
        }
    }

    /** The test's name, and a number that tells its repetitions apart. */
    @Override
    public String toString() {
        return text;
    }

    /** The extent for which it is bound. */
    record Bound(long binderId, LogContext.@Nullable Scope scope) implements AutoCloseable {

        @Override
        public void close() {
            if (scope == null) {
                return;
            }
            BINDERS.computeIfPresent(binderId, (id, labels) -> labels == 1 ? null : labels - 1);
            try {
                scope.close();
            } catch (IllegalStateException leftOpen) {
                // the test left scopes of its own open, which is no leak of threads; they are closed now
            }
        }
    }
}
