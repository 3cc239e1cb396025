package io.tid;

import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.BitSet;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Gives out the lowest free slot, and takes back those of threads that have ended.
 *
 * <p>Invariant: bit {@code s} of {@link #taken} is set if and only if {@code owners[s]} is the thread that was given
 * {@code s} and is not known to have ended. Both are read and written under {@link #lock} only; a thread's own slot is
 * read from its {@code ThreadLocal}, which nobody else touches.
 *
 * <p>No thread tells us that it ends, so the owners are asked: when the next slot would reach {@link #limit}, all of
 * them are, and the limit becomes twice the number that is alive. So a slot is always below twice the largest number of
 * live owners, and a sweep over n owners is paid for by the n / 2 calls that follow it. {@code Thread.isAlive()}
 * answers for platform and virtual threads alike and needs no collection; where a thread has been collected it has
 * ended or can never run again.
 */
final class Slots {

    private static final Slots SHARED = new Slots();
    private static final ThreadLocal<Integer> CURRENT =
            ThreadLocal.withInitial(() -> SHARED.acquire(Thread.currentThread()));

    /** Not a monitor: on JDK 21 a virtual thread that waits for a monitor keeps its carrier. */
    private final ReentrantLock lock = new ReentrantLock();

    private final BitSet taken = new BitSet();
    private @Nullable WeakReference<Thread>[] owners = newOwners(16);
    private int limit = 2;

    static int current() {
        return CURRENT.get();
    }

    /** Gives the owner a slot that no live owner has. The caller asks once for each owner. */
    int acquire(Thread owner) {
        WeakReference<Thread> reference = new WeakReference<>(owner);
        lock.lock();
        try {
            int slot = taken.nextClearBit(0);
            if (slot >= limit) {
                releaseEnded();
                slot = taken.nextClearBit(0);
            }
            if (slot >= owners.length) {
                owners = Arrays.copyOf(owners, 2 * owners.length);
            }
            owners[slot] = reference;
            taken.set(slot);
            return slot;
        } finally {
            lock.unlock();
        }
    }

    private void releaseEnded() {
        int live = 0;
        for (int slot = taken.nextSetBit(0); slot >= 0; slot = taken.nextSetBit(slot + 1)) {
            if (alive(owners[slot])) {
                live++;
            } else {
                owners[slot] = null;
                taken.clear(slot);
            }
        }
        limit = 2 * (live + 1); // the caller lives too
    }

    private static boolean alive(@Nullable WeakReference<Thread> reference) {
        Thread owner = reference == null ? null : reference.get();
        return owner != null && owner.isAlive();
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type has no other way
    private static @Nullable WeakReference<Thread>[] newOwners(int length) {
        return new WeakReference[length];
    }
}
