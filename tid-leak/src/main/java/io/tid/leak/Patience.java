package io.tid.leak;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * How long a check looks again: often at first, since most threads that are still there are just ending, then less and
 * less. Used by one thread.
 *
 * <p>Where this thread was woken much too late, the machine or the JVM stood still, and nobody had a chance to end in
 * that time: it does not count.
 */
final class Patience {

    private static final long FIRST_NS = 10_000;
    private static final long LONGEST_NS = 20_000_000;
    private static final long LATE_NS = 10_000_000;

    private final @Nullable CompletionStage<?> done;
    private final long startNs = System.nanoTime();
    private long timeNs;
    private long delayNs = FIRST_NS;

    private Patience(long timeNs, @Nullable CompletionStage<?> done) {
        this.timeNs = timeNs;
        this.done = done;
    }

    static Patience of(Duration time) {
        Duration longest = Duration.ofNanos(Long.MAX_VALUE / 2);
        return new Patience((time.compareTo(longest) < 0 ? time : longest).toNanos(), null);
    }

    static Patience until(CompletionStage<?> done) {
        return new Patience(0, done);
    }

    boolean isOver() {
        return done == null
                ? passed().toNanos() >= timeNs
                : done.toCompletableFuture().isDone();
    }

    /** Waits before the next look. Somebody who interrupts the check does not make it less patient. */
    void pause() {
        boolean interrupted = Thread.interrupted();
        long beforeNs = System.nanoTime();
        LockSupport.parkNanos(delayNs);
        long lateNs = System.nanoTime() - beforeNs - delayNs;
        if (lateNs > LATE_NS) {
            timeNs += lateNs;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        delayNs = Math.min(LONGEST_NS, delayNs * 2);
    }

    Duration passed() {
        return Duration.ofNanos(System.nanoTime() - startNs);
    }
}
