package io.tid.log4j;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BufferPoolTest {

    private static final int SLOTS = 4;

    private final AtomicInteger made = new AtomicInteger();
    private final BufferPool pool = new BufferPool(SLOTS, () -> {
        made.incrementAndGet();
        return new LineBuffers(UTF_8, 2048);
    });

    @Test
    void shouldGiveTheSameBuffersAgainWhenOneThreadTakesTurns() {
        LineBuffers first = pool.take();
        pool.give(first);

        assertThat(pool.take()).isSameAs(first);
        assertThat(made).hasValue(1);
    }

    @Test
    void shouldFindIdleBuffersWhenAnotherThreadGaveThem() throws InterruptedException {
        LineBuffers[] given = new LineBuffers[1];
        Thread.ofVirtual()
                .start(() -> {
                    given[0] = pool.take();
                    pool.give(given[0]);
                })
                .join();

        assertThat(pool.take()).isSameAs(given[0]);
    }

    @Test
    void shouldMakeNewOnesWhenTakenAgainBeforeTheyAreGiven() {
        LineBuffers outer = pool.take();

        assertThat(pool.take()).isNotSameAs(outer);
    }

    @Test
    void shouldKeepNoMoreThanItsSlotsWhenMoreAreGiven() {
        List<LineBuffers> taken = new ArrayList<>();
        for (int i = 0; i < 3 * SLOTS; i++) {
            taken.add(pool.take());
        }

        taken.forEach(pool::give);

        assertThat(pool.idle()).isEqualTo(SLOTS);
    }

    @Test
    void shouldLoseOneSetOnlyWhenAnOwnerEndsWithoutGiving() throws InterruptedException {
        List<LineBuffers> all = new ArrayList<>();
        for (int i = 0; i < SLOTS; i++) {
            all.add(pool.take());
        }
        all.forEach(pool::give);

        Thread.ofVirtual().start(pool::take).join();

        assertThat(pool.idle()).isEqualTo(SLOTS - 1);
        LineBuffers next = pool.take();
        pool.give(next);
        assertThat(pool.idle()).isEqualTo(SLOTS - 1);
    }

    /** Each owner marks what it took; a set with two owners would be marked twice. */
    @Test
    void shouldHaveOneOwnerForEachSetWhenManyThreadsTakeAndGive() throws InterruptedException {
        int threads = 2000;
        Set<LineBuffers> owned = ConcurrentHashMap.newKeySet();
        AtomicInteger shared = new AtomicInteger();
        CountDownLatch start = new CountDownLatch(1);
        List<Thread> started = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            started.add(Thread.ofVirtual().start(() -> {
                await(start);
                for (int turn = 0; turn < 50; turn++) {
                    LineBuffers mine = pool.take();
                    if (!owned.add(mine)) {
                        shared.incrementAndGet();
                    }
                    LockSupport.parkNanos(1);
                    owned.remove(mine);
                    pool.give(mine);
                }
            }));
        }
        start.countDown();
        for (Thread thread : started) {
            thread.join();
        }

        assertThat(shared).hasValue(0);
        assertThat(pool.idle()).isBetween(1, SLOTS);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
