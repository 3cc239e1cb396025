package io.tid.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What tunny's tests ask of a pool, and what its users and those of ants complained of. */
@Timeout(120)
class WorkerPoolTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    private final Gate gate = new Gate();
    private final List<Hand> hands = new CopyOnWriteArrayList<>();

    private WorkerPool<Runnable, Integer> pool(int size) {
        return WorkerPool.of(size, () -> {
            Hand hand = new Hand();
            hands.add(hand);
            return hand;
        });
    }

    private static Thread caller(WorkerPool<Runnable, Integer> pool, Runnable job, List<Object> outcomes) {
        return Thread.startVirtualThread(() -> {
            try {
                outcomes.add(pool.process(job));
            } catch (Exception e) {
                outcomes.add(e);
            }
        });
    }

    private long dismissed() {
        return hands.stream().filter(hand -> hand.calls.contains("close")).count();
    }

    @Test
    void shouldAnswerWithWhatTheWorkerMadeOfIt() throws Exception {
        try (WorkerPool<Integer, Integer> pool = WorkerPool.of(1, () -> input -> input * 2)) {
            assertThat(pool.process(21)).isEqualTo(42);
            assertThat(pool.process(5, LONG)).isEqualTo(10);
        }
    }

    @Test
    @SuppressWarnings("NullAway") // it does not know null as a type argument
    void shouldTakeAndGiveNull() throws Exception {
        try (WorkerPool<@Nullable String, @Nullable String> pool = WorkerPool.of(1, () -> input -> input)) {
            assertThat(pool.process(null)).isNull();
        }
    }

    @Test
    void shouldRunACallback() throws Exception {
        AtomicInteger called = new AtomicInteger();
        try (var pool = pool(1)) {
            pool.process(called::incrementAndGet);
        }
        assertThat(called).hasValue(1);
    }

    @Test
    void shouldKeepTheStateOfAWorker() throws Exception {
        try (var pool = pool(1)) {
            for (int job = 1; job <= 100; job++) {
                assertThat(pool.process(() -> {})).isEqualTo(job);
            }
        }
        assertThat(hands).singleElement().extracting(hand -> hand.jobs).isEqualTo(100);
    }

    @Test
    void shouldWorkInParallelWhenThereAreTenWorkers() throws Exception {
        CountDownLatch together = new CountDownLatch(10);
        List<Object> outcomes = new CopyOnWriteArrayList<>();
        try (var pool = pool(10)) {
            List<Thread> callers = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                callers.add(caller(
                        pool,
                        () -> {
                            together.countDown();
                            gate.run();
                        },
                        outcomes));
            }
            Gate.await(together);
            assertThat(pool.running()).isEqualTo(10);
            gate.open();
            for (Thread caller : callers) {
                Gate.join(caller);
            }
        }
        assertThat(outcomes).hasSize(10).containsOnly(1);
    }

    @Test
    void shouldAskWhetherTheWorkerIsReadyBeforeEachJob() throws Exception {
        try (var pool = pool(1)) {
            pool.process(() -> {});
            pool.process(() -> {}, LONG);
        }
        assertThat(hands.getFirst().calls).containsExactly("awaitReady", "process", "awaitReady", "process", "close");
    }

    @Test
    void shouldInterruptAJobThatTimesOutAndFreeItsWorker() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        try (var pool = pool(1)) {
            Throwable thrown = new AssertionError("it took no time");
            for (long ms = 20; begun.getCount() > 0; ms *= 2) { // a busy machine may take longer to begin
                Duration time = Duration.ofMillis(ms);
                thrown = catchThrowable(() -> pool.process(
                        () -> {
                            begun.countDown();
                            gate.run();
                            if (Thread.currentThread().isInterrupted()) {
                                interrupted.countDown();
                            }
                        },
                        time));
            }
            assertThat(thrown)
                    .isInstanceOf(TimeoutException.class)
                    .hasMessageMatching("job must end within PT.*S: WorkerPool\\[size=1 running=[01] waiting=0]");
            Gate.await(interrupted);

            assertThat(pool.process(() -> {})).isPositive();
        }
        assertThat(hands.getFirst().calls).contains("interrupt");
    }

    @Test
    void shouldTimeOutWhenNoWorkerComesFreeInTime() throws Exception {
        List<Object> outcomes = new CopyOnWriteArrayList<>();
        try (var pool = pool(1)) {
            Thread caller = caller(pool, gate, outcomes);
            Gate.until(() -> pool.running() == 1);

            assertThatThrownBy(() -> pool.process(() -> {}, Duration.ofMillis(5)))
                    .isInstanceOf(TimeoutException.class)
                    .hasMessage("a worker must come free within PT0.005S: WorkerPool[size=1 running=1 waiting=0]");
            assertThat(pool.queueLength()).isZero();
            gate.open();
            Gate.join(caller);
        }
        assertThat(outcomes).containsExactly(1);
        assertThat(hands.getFirst().calls).doesNotContain("interrupt");
    }

    @Test
    void shouldCancelTheJobWhenItsCallerIsInterrupted() throws Exception {
        List<Object> outcomes = new CopyOnWriteArrayList<>();
        try (var pool = pool(1)) {
            CountDownLatch begun = new CountDownLatch(1);
            Thread caller = caller(
                    pool,
                    () -> {
                        begun.countDown();
                        gate.run();
                    },
                    outcomes);
            Gate.await(begun);
            caller.interrupt();
            Gate.join(caller);

            assertThat(outcomes).singleElement().isInstanceOf(InterruptedException.class);
            Gate.until(() -> pool.running() == 0);
        }
        assertThat(hands.getFirst().calls).contains("interrupt");
    }

    @Test
    void shouldLeaveTheQueueWhenACallerIsInterruptedThere() throws Exception {
        List<Object> outcomes = new CopyOnWriteArrayList<>();
        try (var pool = pool(1)) {
            caller(pool, gate, new CopyOnWriteArrayList<>());
            Gate.until(() -> pool.running() == 1);
            Thread second = caller(pool, () -> {}, outcomes);
            Gate.until(() -> pool.queueLength() == 1);
            second.interrupt();
            Gate.join(second);

            assertThat(outcomes).singleElement().isInstanceOf(InterruptedException.class);
            assertThat(pool.queueLength()).isZero();
            gate.open();
        }
        assertThat(hands.getFirst().calls).doesNotContain("interrupt");
    }

    @Test
    void shouldNotInterruptTheNextJobOfTheSameWorker() throws Exception {
        Gate held = new Gate();
        List<Object> outcomes = new CopyOnWriteArrayList<>();
        WorkerPool<Runnable, Boolean> pool = WorkerPool.of(1, () -> job -> {
            job.run();
            return Thread.currentThread().isInterrupted();
        });
        try (pool) {
            assertThatThrownBy(() -> pool.process(held, Duration.ofMillis(5))).isInstanceOf(TimeoutException.class);
            for (int i = 0; i < 100; i++) {
                outcomes.add(pool.process(() -> {}));
            }
        }
        assertThat(outcomes).containsOnly(false);
    }

    @Test
    void shouldGiveTheCallerWhatTheWorkerThrewAndKeepTheWorker() throws Exception {
        try (var pool = pool(1)) {
            assertThatThrownBy(() -> pool.process(() -> {
                        throw new IllegalStateException("broken");
                    }))
                    .isInstanceOf(ExecutionException.class)
                    .hasRootCauseMessage("broken");
            assertThat(pool.process(() -> {})).isEqualTo(1);
        }
        assertThat(hands).hasSize(1);
    }

    @Test
    void shouldTakeWaitingCallersWhenItGrows() throws Exception {
        CountDownLatch working = new CountDownLatch(3);
        try (var pool = pool(1)) {
            for (int i = 0; i < 3; i++) {
                caller(
                        pool,
                        () -> {
                            working.countDown();
                            gate.run();
                        },
                        new CopyOnWriteArrayList<>());
            }
            Gate.until(() -> pool.queueLength() == 2);
            pool.resize(3);
            Gate.await(working);

            assertThat(pool.size()).isEqualTo(3);
            assertThat(pool.queueLength()).isZero();
            gate.open();
        }
        assertThat(hands).hasSize(3);
    }

    @Test
    void shouldDismissIdleWorkersAtOnceAndBusyOnesAfterTheirJobWhenItShrinks() throws Exception {
        try (var pool = pool(4)) {
            caller(pool, gate, new CopyOnWriteArrayList<>());
            caller(pool, gate, new CopyOnWriteArrayList<>());
            Gate.until(() ->
                    hands.stream().filter(h -> h.calls.contains("process")).count() == 2);
            pool.resize(1);

            assertThat(dismissed()).isEqualTo(2);
            gate.open();
            Gate.until(() -> dismissed() == 3);
            assertThat(pool.process(() -> {})).isPositive();
            assertThat(dismissed()).isEqualTo(3);
        }
        assertThat(hands).allSatisfy(hand -> assertThat(hand.calls).containsOnlyOnce("close"));
    }

    @Test
    void shouldKeepItsCountWhenResizedUnderLoad() throws Exception {
        try (var pool = pool(2)) {
            List<Object> outcomes = new CopyOnWriteArrayList<>();
            List<Thread> callers = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                callers.add(caller(pool, () -> {}, outcomes));
                pool.resize(1 + i * 7 % 13);
            }
            for (Thread caller : callers) {
                Gate.join(caller);
            }
            pool.resize(5);
            Gate.until(() -> hands.size() - dismissed() == 5);
            assertThat(outcomes).hasSize(400).allMatch(Integer.class::isInstance);
        }
        assertThat(hands).allSatisfy(hand -> assertThat(hand.calls).containsOnlyOnce("close"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    void shouldRefuseASizeBelowOne(int size) {
        String message = "must be > 0: size=" + size;
        assertThatThrownBy(() -> pool(size))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
        try (var pool = pool(2)) {
            assertThatThrownBy(() -> pool.resize(size)).hasMessage(message);
            assertThat(pool.size()).isEqualTo(2);
        }
    }

    @Test
    void shouldRefuseATimeOfZero() {
        try (var pool = pool(1)) {
            assertThatThrownBy(() -> pool.process(() -> {}, Duration.ZERO))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("must be > 0: atMost=PT0S");
        }
    }

    @Test
    void shouldDismissAllWhenTheSupplierFails() {
        AtomicInteger left = new AtomicInteger(2);
        assertThatThrownBy(() -> WorkerPool.<Runnable, Integer>of(3, () -> {
                    if (left.getAndDecrement() == 0) {
                        throw new IllegalStateException("no more");
                    }
                    Hand hand = new Hand();
                    hands.add(hand);
                    return hand;
                }))
                .hasMessage("no more");
        assertThat(dismissed()).isEqualTo(2);
    }

    @Test
    void shouldRefuseJobsAfterItsEnd() {
        var pool = pool(2);
        pool.close();
        pool.close();

        assertThatThrownBy(() -> pool.process(() -> {}))
                .isInstanceOf(RejectedExecutionException.class)
                .hasMessage("pool must not be closed: WorkerPool[size=2 running=0 waiting=0 closed]");
        assertThatThrownBy(() -> pool.resize(3))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("pool must not be closed: WorkerPool[size=2 running=0 waiting=0 closed]");
        assertThat(pool.queueLength()).isZero();
        assertThat(hands).hasSize(2).allSatisfy(hand -> assertThat(hand.calls).containsExactly("close"));
    }

    @Test
    void shouldRefuseWaitingCallersAndLetTheOthersEndWhenClosed() throws Exception {
        List<Object> first = new CopyOnWriteArrayList<>();
        List<Object> second = new CopyOnWriteArrayList<>();
        var pool = pool(1);
        Thread working = caller(pool, gate, first);
        Gate.until(() -> pool.running() == 1);
        Thread waiting = caller(pool, () -> {}, second);
        Gate.until(() -> pool.queueLength() == 1);
        Thread closer = Thread.startVirtualThread(pool::close);
        Gate.join(waiting);

        assertThat(second).singleElement().isInstanceOf(RejectedExecutionException.class);
        assertThat(pool.queueLength()).isZero();
        assertThat(dismissed()).isZero();
        gate.open();
        Gate.join(working);
        Gate.join(closer);
        assertThat(first).containsExactly(1);
        assertThat(dismissed()).isEqualTo(1);
    }

    @Test
    void shouldRefuseAJobOfItsOwnJobWhenAllAreBusy() throws Exception {
        try (var pool = pool(1)) {
            FutureTask<Throwable> nested = new FutureTask<>(() -> catchThrowable(() -> pool.process(() -> {})));
            pool.process(nested);
            assertThat(nested.get(60, TimeUnit.SECONDS))
                    .isInstanceOf(RejectedExecutionException.class)
                    .hasMessageContaining("limit=1 running=1 waiting=0");
        }
    }

    @Test
    void shouldRefuseToBeClosedByItsOwnJob() throws Exception {
        try (var pool = pool(1)) {
            FutureTask<Throwable> nested = new FutureTask<>(() -> catchThrowable(pool::close));
            pool.process(nested);
            assertThat(nested.get(60, TimeUnit.SECONDS)).isInstanceOf(IllegalStateException.class);
            assertThat(pool.process(() -> {})).isEqualTo(2);
        }
    }
}
