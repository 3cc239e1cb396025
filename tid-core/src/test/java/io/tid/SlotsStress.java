package io.tid;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.BitSet;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Two live threads ask for a slot at the same time. */
final class SlotsStress {

    private SlotsStress() {}

    @JCStressTest
    @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "the first actor came first")
    @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "the second actor came first")
    @Outcome(expect = FORBIDDEN, desc = "one slot for both, or a hole")
    @State
    public static class TwoOwners {

        private final Slots slots = new Slots();

        @Actor
        public void first(II_Result result) {
            result.r1 = slots.acquire(Thread.currentThread());
        }

        @Actor
        public void second(II_Result result) {
            result.r2 = slots.acquire(Thread.currentThread());
        }
    }

    @JCStressTest
    @Outcome(
            id = {"0, 1", "1, 0"},
            expect = ACCEPTABLE,
            desc = "the ended thread's slot went to one of the two")
    @Outcome(expect = FORBIDDEN, desc = "given to both, or not reused")
    @State
    public static class TwoHeirs {

        private final Slots slots = new Slots();

        public TwoHeirs() {
            slots.acquire(Ended.THREAD);
            slots.acquire(Ended.THREAD);
        }

        @Actor
        public void first(II_Result result) {
            result.r1 = slots.acquire(Thread.currentThread());
        }

        @Actor
        public void second(II_Result result) {
            result.r2 = slots.acquire(Thread.currentThread());
        }
    }

    /** As it must not be: without the lock. The run shows that this test's shape catches it. */
    @JCStressTest
    @Outcome(
            id = {"0, 1", "1, 0"},
            expect = ACCEPTABLE,
            desc = "no race this time")
    @Outcome(expect = ACCEPTABLE_INTERESTING, desc = "caught: one slot for two live threads")
    @State
    public static class BrokenWithoutLock {

        private final BitSet taken = new BitSet();

        private int acquire() {
            int slot = taken.nextClearBit(0);
            Window.stayOpen();
            taken.set(slot);
            return slot;
        }

        @Actor
        public void first(II_Result result) {
            result.r1 = acquire();
        }

        @Actor
        public void second(II_Result result) {
            result.r2 = acquire();
        }
    }

    private static final class Ended {

        static final Thread THREAD = ended();

        private static Thread ended() {
            Thread thread = new Thread(); // not a lambda of this class, which would wait for this initializer
            thread.start();
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return thread;
        }
    }
}
