package io.tid;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SlotsTest {

    static List<ThreadFactory> kinds() {
        return Threads.kinds();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void shouldGiveEachLiveThreadASlotOfItsOwn(ThreadFactory kind) throws Exception {
        List<Integer> slots = Threads.onEach(kind, 200, Tid::slot);

        assertThat(slots).doesNotHaveDuplicates().allMatch(slot -> slot >= 0);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void shouldGiveAThreadTheSameSlotEachTime(ThreadFactory kind) throws Exception {
        List<Boolean> same = Threads.onEach(kind, 50, () -> {
            int first = Tid.slot();
            LockSupport.parkNanos(1_000);
            return first == Tid.slot();
        });

        assertThat(same).containsOnly(true);
    }

    @Test
    void shouldStartAtZeroAndBeDense() throws Exception {
        Slots slots = new Slots();

        List<Integer> given =
                Threads.onEach(Thread.ofVirtual().factory(), 100, () -> slots.acquire(Thread.currentThread()));

        assertThat(given).doesNotHaveDuplicates().allMatch(slot -> slot >= 0 && slot < 100);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void shouldReuseTheSlotsOfEndedThreadsWithoutACollection(ThreadFactory kind) throws Exception {
        Slots slots = new Slots();
        Set<Integer> given = new HashSet<>();
        List<Thread> stillReachable = new ArrayList<>();

        for (int i = 0; i < 1_000; i++) {
            Thread thread = kind.newThread(() -> given.add(slots.acquire(Thread.currentThread())));
            stillReachable.add(thread);
            thread.start();
            thread.join();
        }

        assertThat(stillReachable).hasSize(1_000);
        assertThat(given).containsExactlyInAnyOrder(0, 1);
    }

    @Test
    void shouldStayBelowTwiceTheLiveOwnersWhenAHundredThousandVirtualThreadsComeAndGo() throws Exception {
        int most = 64;
        Slots slots = new Slots();
        Semaphore places = new Semaphore(most);
        AtomicIntegerArray ownersOf = new AtomicIntegerArray(4 * most);
        AtomicInteger clashes = new AtomicInteger();
        AtomicInteger largest = new AtomicInteger();
        Thread[] threads = new Thread[100_000];

        for (int i = 0; i < threads.length; i++) {
            places.acquire();
            // The permit comes back a moment before the thread ends: join the one that held it longest ago.
            if (i >= most) {
                threads[i - most].join();
            }
            threads[i] = Thread.startVirtualThread(() -> {
                int slot = slots.acquire(Thread.currentThread());
                clashes.addAndGet(ownersOf.getAndIncrement(slot));
                largest.accumulateAndGet(slot, Math::max);
                LockSupport.parkNanos(1);
                ownersOf.getAndDecrement(slot);
                places.release();
            });
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(clashes).hasValue(0);
        assertThat(largest.get()).isPositive().isLessThan(2 * most);
    }

    @Test
    void shouldShrinkBackAfterAPeak() throws Exception {
        Slots slots = new Slots();
        Threads.onEach(Thread.ofVirtual().factory(), 500, () -> slots.acquire(Thread.currentThread()));
        List<Integer> after = new ArrayList<>();

        for (int i = 0; i < 2_000; i++) {
            Thread thread = Thread.ofVirtual().unstarted(() -> after.add(slots.acquire(Thread.currentThread())));
            thread.start();
            thread.join();
        }

        assertThat(after.subList(1_500, 2_000)).allMatch(slot -> slot <= 1);
    }

    @Test
    void shouldNotKeepAnEndedThreadOrItsValuesReachable() throws Exception {
        List<WeakReference<?>> left = leftByAThreadThatAsked();

        for (int i = 0; i < 100 && left.stream().anyMatch(reference -> reference.get() != null); i++) {
            System.gc();
            LockSupport.parkNanos(10_000_000);
        }

        assertThat(left).allMatch(reference -> reference.get() == null);
    }

    private static List<WeakReference<?>> leftByAThreadThatAsked() throws InterruptedException {
        byte[] value = new byte[20_000_000];
        Thread thread = Thread.startVirtualThread(() -> value[Tid.slot()] = 1);
        thread.join();
        return List.of(new WeakReference<>(thread), new WeakReference<>(value));
    }
}
