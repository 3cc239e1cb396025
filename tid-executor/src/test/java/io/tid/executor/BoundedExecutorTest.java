package io.tid.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The limit: who may run, who waits, who is refused. */
@Timeout(120)
class BoundedExecutorTest {

    private final Gate gate = new Gate();

    /** As many tasks as there are places, none of which ends before the gate is open. */
    private void fill(BoundedExecutor executor) {
        IntStream.range(0, executor.limit()).forEach(i -> executor.execute(gate));
    }

    /** A thread that waits for a place, from the moment on when this returns. */
    private static Thread waiter(BoundedExecutor executor, Runnable task) {
        int before = executor.waiting();
        Thread waiter = Thread.startVirtualThread(() -> executor.execute(task));
        Gate.until(() -> executor.waiting() == before + 1);
        return waiter;
    }

    @Test
    void shouldRunEachTaskInAVirtualThreadOfItsOwn() throws Exception {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        try (BoundedExecutor executor = BoundedExecutor.of(2)) {
            for (int i = 0; i < 10; i++) {
                executor.submit(() -> threads.add(Thread.currentThread())).get();
            }
        }
        assertThat(threads).hasSize(10).allMatch(Thread::isVirtual);
    }

    @Test
    void shouldWaitForAPlaceWhenTheLimitIsReached() throws Exception {
        CountDownLatch ran = new CountDownLatch(1);
        try (BoundedExecutor executor = BoundedExecutor.of(2)) {
            fill(executor);
            Thread waiter = waiter(executor, ran::countDown);

            assertThat(executor.running()).isEqualTo(2);
            assertThat(ran.getCount()).isEqualTo(1);
            gate.open();

            Gate.await(ran);
            Gate.join(waiter);
        }
    }

    @Test
    void shouldRefuseWithTheNumbersWhenSoBuilt() {
        try (BoundedExecutor executor = BoundedExecutor.builder(3).refuse().build()) {
            fill(executor);

            assertThatThrownBy(() -> executor.execute(() -> {}))
                    .isInstanceOf(RejectedExecutionException.class)
                    .hasMessage("limit must not be exceeded: limit=3 running=3 waiting=0");
            gate.open();
        }
    }

    @Test
    void shouldRefuseAfterTheTimeWhenNoPlaceCameFree() {
        Duration time = Duration.ofMillis(5);
        try (BoundedExecutor executor =
                BoundedExecutor.builder(1).waitAtMost(time).build()) {
            fill(executor);
            long from = System.nanoTime();

            assertThatThrownBy(() -> executor.execute(() -> {}))
                    .isInstanceOf(RejectedExecutionException.class)
                    .hasMessage("a place must come free within PT0.005S: limit=1 running=1 waiting=0");
            assertThat(System.nanoTime() - from).isGreaterThanOrEqualTo(time.toNanos());
            gate.open();
        }
    }

    @Test
    void shouldTakeAPlaceThatComesFreeInTime() throws Exception {
        CountDownLatch ran = new CountDownLatch(1);
        try (BoundedExecutor executor =
                BoundedExecutor.builder(1).waitAtMost(Duration.ofMinutes(1)).build()) {
            fill(executor);
            Thread waiter = waiter(executor, ran::countDown);
            gate.open();

            Gate.await(ran);
            Gate.join(waiter);
        }
    }

    @Test
    void shouldRefuseAndKeepTheFlagWhenInterruptedWhileWaiting() throws Exception {
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        CountDownLatch flagged = new CountDownLatch(1);
        try (BoundedExecutor executor = BoundedExecutor.of(1)) {
            fill(executor);
            Thread waiter = Thread.startVirtualThread(() -> {
                thrown.set(catchThrowable(() -> executor.execute(() -> {})));
                if (Thread.currentThread().isInterrupted()) {
                    flagged.countDown();
                }
            });
            Gate.until(() -> executor.waiting() == 1);
            waiter.interrupt();

            Gate.await(flagged);
            assertThat(thrown.get())
                    .isInstanceOf(RejectedExecutionException.class)
                    .hasMessage("must not be interrupted while it waits for a place: limit=1 running=1 waiting=0")
                    .hasCauseInstanceOf(InterruptedException.class);
            gate.open();
        }
    }

    @Test
    void shouldRunTheTaskOfAnInterruptedThreadWhenThereIsAPlace() {
        CountDownLatch ran = new CountDownLatch(1);
        try (BoundedExecutor executor = BoundedExecutor.of(1)) {
            Thread.currentThread().interrupt();
            executor.execute(ran::countDown);
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(ran.getCount()).isZero();
    }

    @Test
    void shouldLetWaitersGoOnWhenTheLimitIsRaised() throws Exception {
        CountDownLatch ran = new CountDownLatch(3);
        try (BoundedExecutor executor = BoundedExecutor.of(1)) {
            fill(executor);
            for (int i = 0; i < 3; i++) {
                waiter(executor, () -> {
                    ran.countDown();
                    gate.run();
                });
            }
            executor.limit(4);

            Gate.await(ran);
            assertThat(executor.running()).isEqualTo(4);
            assertThat(executor.limit()).isEqualTo(4);
            assertThat(executor.waiting()).isZero();
            gate.open();
        }
    }

    @Test
    void shouldStartNothingUntilFewerRunWhenTheLimitIsLowered() throws Exception {
        Gate other = new Gate();
        CountDownLatch ran = new CountDownLatch(1);
        try (BoundedExecutor executor = BoundedExecutor.of(3)) {
            executor.execute(other);
            executor.execute(other);
            executor.execute(gate);
            executor.limit(1);
            waiter(executor, ran::countDown);
            other.open();
            Gate.until(() -> executor.running() == 1);

            assertThat(executor.waiting()).isEqualTo(1);
            assertThat(ran.getCount()).isEqualTo(1);
            gate.open();
            Gate.await(ran);
        }
    }

    @Test
    void shouldCountExactlyWhenTheLimitChangesManyTimes() {
        try (BoundedExecutor executor = BoundedExecutor.of(5)) {
            fill(executor);
            for (int limit : new int[] {1, Integer.MAX_VALUE, 2, Integer.MAX_VALUE, 7, 6}) {
                executor.limit(limit);
                assertThat(executor.running()).isEqualTo(5);
            }
            executor.execute(gate);
            assertThat(executor.running()).isEqualTo(6);
            gate.open();
        }
    }

    @Test
    void shouldServeWaitersInTheOrderOfTheirComing() {
        List<Integer> order = new CopyOnWriteArrayList<>();
        try (BoundedExecutor executor = BoundedExecutor.of(1)) {
            fill(executor);
            for (int i = 0; i < 20; i++) {
                int number = i;
                waiter(executor, () -> order.add(number));
            }
            gate.open();
            Gate.until(() -> order.size() == 20);
        }
        assertThat(order).isSorted();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    void shouldRefuseALimitBelowOne(int limit) {
        try (BoundedExecutor executor = BoundedExecutor.of(4)) {
            assertThatThrownBy(() -> executor.limit(limit))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("must be > 0: limit=" + limit);
            assertThat(executor.limit()).isEqualTo(4);
        }
        assertThatThrownBy(() -> BoundedExecutor.of(limit)).hasMessage("must be > 0: limit=" + limit);
    }

    @Test
    void shouldRefuseATimeOfZero() {
        assertThatThrownBy(() -> BoundedExecutor.builder(1).waitAtMost(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("must be > 0: waitAtMost=PT0S");
    }

    @Test
    @SuppressWarnings("NullAway") // that is the point
    void shouldKeepItsPlacesWhenTheTaskIsNull() {
        try (BoundedExecutor executor = BoundedExecutor.of(1)) {
            assertThatThrownBy(() -> executor.execute(null))
                    .isInstanceOf(NullPointerException.class)
                    .hasMessage("task must not be null: task=null");
            assertThat(executor.running()).isZero();
        }
    }

    @Test
    void shouldTellItsNumbersWhenPrinted() {
        BoundedExecutor executor = BoundedExecutor.of(2);
        fill(executor);
        assertThat(executor).hasToString("BoundedExecutor[limit=2 running=2 waiting=0]");
        executor.shutdown();
        assertThat(executor).hasToString("BoundedExecutor[limit=2 running=2 waiting=0 shut down]");
        gate.open();
        executor.close();
        assertThat(executor).hasToString("BoundedExecutor[limit=2 running=0 waiting=0 terminated]");
    }
}
