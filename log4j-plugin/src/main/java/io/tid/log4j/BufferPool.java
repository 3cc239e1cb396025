package io.tid.log4j;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Idle {@link LineBuffers}, a bounded number of them, shared by all threads.
 *
 * <p>Invariant: a set of buffers is in one slot, or one caller of {@link #take} owns it, or no one refers to it. Taking is
 * an atomic exchange with null, so of all threads that saw a set in its slot one gets it, together with everything that
 * its former owner wrote. Giving is a store with release, by the owner, who forgets the set with it.
 *
 * <p>Nothing is locked and no thread waits. A thread that parks, ends or fails between the two calls keeps from the others
 * the one set that it owns; they make a new one where they find none. Two threads that give into the same free slot at
 * the same time may leave one set of two there: the other is garbage, as is one for which no slot was free. So there are
 * never more idle sets than slots, each of them {@linkplain LineBuffers#trim trimmed}, and what is lost costs an allocation, never a wrong line.
 *
 * <p>A thread begins at a slot of its own choice, the low bits of its id, and looks at few others.
 */
final class BufferPool {

    /** References between two slots: 128 bytes and more, as processors fetch cache lines in pairs. */
    private static final int STRIDE = 32;

    private static final int PROBES = 4;

    private final Supplier<LineBuffers> factory;
    private final AtomicReferenceArray<@Nullable LineBuffers> places;
    private final int mask;

    /**
     * A pool with no idle buffers yet.
     *
     * @param slots the most sets that may be idle; a power of two
     */
    BufferPool(int slots, Supplier<LineBuffers> factory) {
        this.factory = factory;
        places = new AtomicReferenceArray<>((slots + 1) * STRIDE); // the first stands apart from the array's length
        mask = slots - 1;
    }

    /** A set of buffers that is the caller's alone until it calls {@link #give}; an idle one, or else a new one. */
    LineBuffers take() {
        int home = home();
        for (int i = 0; i < PROBES; i++) {
            int place = place(home + i);
            if (places.getPlain(place) != null) {
                LineBuffers taken = places.getAndSet(place, null);
                if (taken != null) {
                    return taken;
                }
            }
        }
        return factory.get();
    }

    /** Ends the caller's ownership: nothing may touch the buffers through a reference from before. */
    void give(LineBuffers buffers) {
        buffers.trim();
        int home = home();
        for (int i = 0; i < PROBES; i++) {
            int place = place(home + i);
            if (places.getPlain(place) == null) {
                places.setRelease(place, buffers);
                return;
            }
        }
    }

    /** How many sets are idle at the moment. */
    int idle() {
        int idle = 0;
        for (int slot = 0; slot <= mask; slot++) {
            if (places.getAcquire(place(slot)) != null) {
                idle++;
            }
        }
        return idle;
    }

    /** The most bytes that the idle sets keep. Meant for a pool that no thread uses meanwhile. */
    long keptBytes() {
        long bytes = 0;
        for (int slot = 0; slot <= mask; slot++) {
            LineBuffers idle = places.getAcquire(place(slot));
            bytes += idle == null ? 0 : idle.keptBytes();
        }
        return bytes;
    }

    private static int home() {
        return (int) Thread.currentThread().threadId();
    }

    private int place(int slot) {
        return ((slot & mask) + 1) * STRIDE;
    }
}
