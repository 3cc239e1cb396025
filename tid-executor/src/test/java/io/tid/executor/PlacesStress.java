package io.tid.executor;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.TimeUnit;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.ZZI_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** Places that are taken, left, added, removed and shut at the same time. A wake-up is missed if a wait ends by its time. */
final class PlacesStress {

    /** Far longer than any wake-up takes, so that only a missed one lasts so long. */
    private static final long MISSED_NS = TimeUnit.SECONDS.toNanos(20);

    private PlacesStress() {}

    private static boolean enter(Places places) {
        try {
            return places.enter(MISSED_NS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @JCStressTest
    @Outcome(
            id = {"true, false, 1", "false, true, 1"},
            expect = ACCEPTABLE,
            desc = "one got the place")
    @Outcome(expect = FORBIDDEN, desc = "both, or none")
    @State
    public static class TwoForOnePlace {

        private final Places places = new Places(1);

        @Actor
        public void first(ZZI_Result result) {
            result.r1 = places.tryEnter();
        }

        @Actor
        public void second(ZZI_Result result) {
            result.r2 = places.tryEnter();
        }

        @Arbiter
        public void count(ZZI_Result result) {
            result.r3 = places.taken();
        }
    }

    @JCStressTest
    @Outcome(
            id = "true, true, 1",
            expect = ACCEPTABLE,
            desc = "both came in, one after the other, beside one that stays")
    @Outcome(expect = FORBIDDEN, desc = "a missed wake-up, or a place lost")
    @State
    public static class LeaveAndWait {

        private final Places places = new Places(1);

        public LeaveAndWait() {
            places.tryEnter();
        }

        @Actor
        public void leaves(ZZI_Result result) {
            places.leave();
            result.r1 = true;
        }

        @Actor
        public void waits(ZZI_Result result) {
            result.r2 = enter(places);
        }

        @Arbiter
        public void count(ZZI_Result result) {
            result.r3 = places.taken();
        }
    }

    @JCStressTest
    @Outcome(id = "true, true, 2", expect = ACCEPTABLE, desc = "raised limits let both in")
    @Outcome(expect = FORBIDDEN, desc = "a missed wake-up")
    @State
    public static class RaiseAndWait {

        private final Places places = new Places(1);

        public RaiseAndWait() {
            places.tryEnter();
            places.limit(1);
        }

        @Actor
        public void raises(ZZI_Result result) {
            places.limit(2);
            result.r1 = true;
        }

        @Actor
        public void waits(ZZI_Result result) {
            result.r2 = enter(places);
        }

        @Arbiter
        public void count(ZZI_Result result) {
            result.r3 = places.taken();
        }
    }

    @JCStressTest
    @Outcome(
            id = {"2, 2", "3, 3"},
            expect = ACCEPTABLE,
            desc = "the later limit, and as many places")
    @Outcome(expect = FORBIDDEN, desc = "limit and places disagree")
    @State
    public static class RaiseAndLower {

        private final Places places = new Places(1);

        @Actor
        public void raises() {
            places.limit(3);
        }

        @Actor
        public void lowers() {
            places.limit(2);
        }

        @Arbiter
        public void fill(II_Result result) {
            result.r1 = places.limit();
            int entered = 0;
            while (places.tryEnter()) {
                entered++;
            }
            result.r2 = entered;
        }
    }

    @JCStressTest
    @Outcome(id = "true, false, 1", expect = ACCEPTABLE, desc = "turned away, and the one inside stays")
    @Outcome(expect = FORBIDDEN, desc = "let in on a permit of the shutting, or never woken")
    @State
    public static class ShutAndWait {

        private final Places places = new Places(1);

        public ShutAndWait() {
            places.tryEnter();
        }

        @Actor
        public void shuts(ZZI_Result result) {
            places.shut();
            result.r1 = places.isShut();
        }

        @Actor
        public void waits(ZZI_Result result) {
            long fromNs = System.nanoTime();
            result.r2 = enter(places) || System.nanoTime() - fromNs >= MISSED_NS;
        }

        @Arbiter
        public void count(ZZI_Result result) {
            result.r3 = places.taken();
        }
    }

    /** As it must not be: looks whether there is room, then takes it. */
    @JCStressTest
    @Outcome(
            id = {"true, false", "false, true"},
            expect = ACCEPTABLE,
            desc = "no race this time")
    @Outcome(id = "true, true", expect = ACCEPTABLE_INTERESTING, desc = "caught: two at a limit of one")
    @Outcome(expect = FORBIDDEN, desc = "none")
    @State
    public static class BrokenCheckThenEnter {

        private volatile int taken;

        @SuppressWarnings("NonAtomicVolatileUpdate") // that is the fault
        private boolean tryEnter() {
            if (taken >= 1) {
                return false;
            }
            Window.stayOpen();
            taken++;
            return true;
        }

        @Actor
        public void first(ZZ_Result result) {
            result.r1 = tryEnter();
        }

        @Actor
        public void second(ZZ_Result result) {
            result.r2 = tryEnter();
        }
    }

    /** As it must not be: who waits says so, and who leaves looks, with nothing that orders the two. */
    @JCStressTest
    @Outcome(
            id = {"false, true", "true, false", "true, true"},
            expect = ACCEPTABLE,
            desc = "the place was seen, or the waiter was woken, or both")
    @Outcome(id = "false, false", expect = ACCEPTABLE_INTERESTING, desc = "caught: a free place and a waiter for ever")
    @State
    public static class BrokenMissedWakeUp {

        private boolean free;
        private boolean waits;

        @Actor
        public void waiter(ZZ_Result result) {
            waits = true;
            result.r1 = free;
        }

        @Actor
        public void leaver(ZZ_Result result) {
            free = true;
            result.r2 = waits;
        }
    }
}
