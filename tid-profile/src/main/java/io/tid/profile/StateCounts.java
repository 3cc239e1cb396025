package io.tid.profile;

import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How many threads are in which state, counted for all states at once and kept for a second, so that the gauges of one
 * scrape share one walk and agree with each other. Guarded by its monitor.
 */
final class StateCounts {

    static final List<Thread.State> LIVE =
            List.of(Thread.State.RUNNABLE, Thread.State.BLOCKED, Thread.State.WAITING, Thread.State.TIMED_WAITING);

    private static final long KEPT_NS = TimeUnit.SECONDS.toNanos(1);

    private long[] counts = {};
    private long countedAtNs;

    /** The number, or -1 for virtual threads where they are not seen. */
    synchronized long count(Thread.State state, boolean virtual) {
        long now = System.nanoTime();
        if (counts.length == 0 || now - countedAtNs > KEPT_NS) {
            counts = take();
            countedAtNs = now;
        }
        return virtual && Internals.granted() == null ? -1 : counts[Tally.cell(state, virtual)];
    }

    private static long[] take() {
        long[] taken = new long[2 * Tally.STATES.length];
        Internals granted = Internals.granted();
        if (granted != null) {
            granted.forEach((thread, container, ownerId) -> add(taken, thread));
        } else {
            for (Thread thread : PlatformThreads.list()) {
                add(taken, thread);
            }
        }
        return taken;
    }

    private static void add(long[] taken, Thread thread) {
        taken[Tally.cell(thread.getState(), thread.isVirtual())]++;
    }
}
