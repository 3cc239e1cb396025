package io.tid.executor;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The places of an executor: a fair semaphore whose size can change and which can be shut, once.
 *
 * <p>Invariant: the permits that are in are {@code limit - taken} until it is shut, negative after the limit was lowered
 * below what is taken, and {@code Integer.MAX_VALUE - taken} from then on. Limit, shutting and the permits that they add
 * or remove change together under {@link #sizing}; places are taken and left without it.
 *
 * <p>Whoever waits does so in the semaphore's own queue, so the order and the wake-ups are the semaphore's. Shutting
 * adds all the permits there can be: each waiter gets one, finds it shut and gives it back. {@link #shut} is written
 * before those permits are added and read after one is taken, so nobody enters with one of them.
 */
final class Places {

    static final long FOREVER = Long.MAX_VALUE;

    private final Resizable permits;
    private final ReentrantLock sizing = new ReentrantLock();
    private volatile int limit;
    private volatile boolean shut;

    Places(int limit) {
        this.limit = requirePositive(limit);
        permits = new Resizable(limit);
    }

    private static int requirePositive(int limit) {
        if (limit <= 0) {
            throw new IllegalArgumentException("must be > 0: limit=" + limit);
        }
        return limit;
    }

    static long requirePositiveNs(String name, Duration time) {
        if (!time.isPositive()) {
            throw new IllegalArgumentException("must be > 0: " + name + "=" + time);
        }
        return TimeUnit.NANOSECONDS.convert(time);
    }

    /** Takes a place if one is free and nobody waits for it. Never waits, and leaves an interrupt alone. */
    boolean tryEnter() {
        return !permits.hasQueuedThreads() && permits.tryAcquire() && orLeaveIfShut();
    }

    /** Takes a place when the turn comes; false if it did not in time, or never will as all is shut. */
    boolean enter(long atMostNs) throws InterruptedException {
        if (atMostNs == FOREVER) {
            permits.acquire(); // a virtual thread that waits for a time costs a timer too
            return orLeaveIfShut();
        }
        return permits.tryAcquire(atMostNs, TimeUnit.NANOSECONDS) && orLeaveIfShut();
    }

    private boolean orLeaveIfShut() {
        if (!shut) {
            return true;
        }
        leave();
        return false;
    }

    void leave() {
        permits.release();
    }

    int limit() {
        return limit;
    }

    void limit(int changed) {
        requirePositive(changed);
        sizing.lock();
        try {
            int more = changed - limit;
            limit = changed;
            if (shut) {
                return;
            }
            if (more > 0) {
                permits.release(more);
            } else {
                permits.reducePermits(-more);
            }
        } finally {
            sizing.unlock();
        }
    }

    int taken() {
        sizing.lock();
        try {
            return (shut ? Integer.MAX_VALUE : limit) - permits.availablePermits();
        } finally {
            sizing.unlock();
        }
    }

    int waiting() {
        return permits.getQueueLength();
    }

    boolean isShut() {
        return shut;
    }

    void shut() {
        sizing.lock();
        try {
            if (!shut) {
                shut = true;
                permits.release(Integer.MAX_VALUE - limit);
            }
        } finally {
            sizing.unlock();
        }
    }

    @Override
    public String toString() {
        return "limit=" + limit + " running=" + taken() + " waiting=" + waiting();
    }

    private static final class Resizable extends Semaphore {

        private static final long serialVersionUID = 1L;

        Resizable(int permits) {
            super(permits, true);
        }

        @Override // it is protected there
        protected void reducePermits(int reduction) {
            super.reducePermits(reduction);
        }
    }
}
