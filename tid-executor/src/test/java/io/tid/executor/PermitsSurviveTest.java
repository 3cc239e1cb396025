package io.tid.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is thrown, and wherever: afterwards the limit is what it was, and shutting down works. */
@Timeout(120)
class PermitsSurviveTest {

    private static final int LIMIT = 3;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldKeepItsPermitsWhenTheSubmittersStackOverflowsAtAnyDepth(boolean virtual) throws Exception {
        BoundedExecutor executor = BoundedExecutor.builder(LIMIT).refuse().build();
        AtomicInteger ran = new AtomicInteger();
        AtomicInteger failed = new AtomicInteger();
        Thread submitter = (virtual ? Thread.ofVirtual() : Thread.ofPlatform()).unstarted(() -> {
            for (int i = 0; i < 10; i++) {
                submitOnTheWayBack(executor, ran, failed, Integer.MAX_VALUE);
                awaitIdle(executor);
            }
        });
        submitter.start();
        submitter.join();

        assertThat(failed).as("overflows of the stack inside of execute").hasPositiveValue();
        assertThat(ran).as("tasks that ran").hasPositiveValue();
        assertWhole(executor);
    }

    /** Down to the end of the stack, and one attempt in each frame from there until one succeeds. */
    private static boolean submitOnTheWayBack(
            BoundedExecutor executor, AtomicInteger ran, AtomicInteger failed, int deeper) {
        try {
            if (deeper > 0 && submitOnTheWayBack(executor, ran, failed, deeper - 1)) {
                return true;
            }
        } catch (StackOverflowError e) {
            // the end: or an attempt further in, in the counting of failures
        }
        try {
            executor.execute(ran::incrementAndGet);
            return true;
        } catch (StackOverflowError e) {
            failed.incrementAndGet();
            return false;
        }
    }

    private static void awaitIdle(BoundedExecutor executor) {
        while (executor.running() > 0) {
            Thread.onSpinWait();
        }
    }

    /** As many as the limit run at once, not one more is taken, and it ends. */
    private static void assertWhole(BoundedExecutor executor) throws InterruptedException {
        CountDownLatch hold = new CountDownLatch(1);
        assertThat(executor.running()).isZero();
        for (int i = 0; i < LIMIT; i++) {
            executor.execute(() -> {
                try {
                    hold.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
        }
        assertThatThrownBy(() -> executor.execute(() -> {}))
                .hasMessage("limit must not be exceeded: limit=3 running=3 waiting=0");
        executor.shutdown();
        hold.countDown();
        assertThat(executor.awaitTermination(100, TimeUnit.SECONDS)).isTrue();
        assertThat(executor.running()).isZero();
    }

    @Test
    void shouldKeepItsPermitsWhenTasksAndTheFailureHandlerThrowErrors() throws Exception {
        List<Error> errors = List.of(new OutOfMemoryError(), new StackOverflowError(), new LinkageError());
        BoundedExecutor executor = BoundedExecutor.builder(LIMIT)
                .refuse()
                .onFailure(failure -> {
                    throw (Error) failure.cause();
                })
                .build();
        for (Error error : errors) {
            executor.execute(() -> {
                throw error;
            });
        }
        awaitIdle(executor);

        assertWhole(executor);
    }

    /** Half of them fail before there is a thread, half when the thread runs already. */
    @Test
    void shouldGiveEachPlaceBackOnceWhenStartingAThreadThrows() throws Exception {
        FailingStarts starts = new FailingStarts();
        BoundedExecutor executor =
                new BoundedExecutor(BoundedExecutor.builder(LIMIT).refuse(), starts::of);
        AtomicInteger ran = new AtomicInteger();
        int told = 0;
        for (int i = 0; i < 1_000; i++) {
            try {
                executor.execute(ran::incrementAndGet);
            } catch (OutOfMemoryError e) {
                told++;
            }
            starts.awaitAll();
            assertThat(executor.running()).isZero();
        }
        starts.failing = false;

        assertThat(told).isEqualTo(1_000);
        assertThat(ran)
                .as("tasks whose thread was there before the failure was")
                .hasValueLessThanOrEqualTo(500);
        assertWhole(executor);
    }

    @Test
    void shouldShutDownWhenAStartHasFailedAfterItsThreadRan() throws Exception {
        FailingStarts starts = new FailingStarts();
        BoundedExecutor executor = new BoundedExecutor(BoundedExecutor.builder(Integer.MAX_VALUE - 1), starts::of);
        for (int i = 0; i < 4; i++) {
            assertThatThrownBy(() -> executor.execute(() -> {})).isInstanceOf(OutOfMemoryError.class);
        }
        starts.awaitAll();

        executor.shutdown();

        assertThat(executor.awaitTermination(100, TimeUnit.SECONDS)).isTrue();
        assertThat(executor.running()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE})
    void shouldCancelAllAtOnceWhenThereIsNoTimeForThem(long time) throws Exception {
        try (BoundedExecutor executor = BoundedExecutor.of(1)) {
            List<Future<String>> all = executor.invokeAll(List.of(() -> "a", () -> "b"), time, TimeUnit.NANOSECONDS);

            assertThat(all).hasSize(2).allMatch(Future::isCancelled);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE})
    void shouldEndByTimeoutWhenNoneCanSucceedAtOnce(long time) {
        CountDownLatch never = new CountDownLatch(1);
        try (BoundedExecutor executor = BoundedExecutor.of(1)) {
            assertThatThrownBy(() -> executor.invokeAny(
                            List.of(
                                    () -> {
                                        never.await();
                                        return "a";
                                    },
                                    () -> "b"),
                            time,
                            TimeUnit.NANOSECONDS))
                    .isInstanceOf(TimeoutException.class);
        }
    }

    @Test
    void shouldFindNullsBeforeAnyTaskStarts() {
        AtomicInteger started = new AtomicInteger();
        List<Callable<Integer>> tasks = new ArrayList<>(List.of(started::incrementAndGet));
        tasks.add(null);
        try (BoundedExecutor executor = BoundedExecutor.of(1)) {
            assertThatThrownBy(() -> executor.invokeAny(tasks)).isInstanceOf(NullPointerException.class);
            assertThatThrownBy(() -> executor.invokeAll(tasks)).isInstanceOf(NullPointerException.class);
        }

        assertThat(started).hasValue(0);
    }

    @Test
    void shouldCloseItsWorkersWhenAWorkerThrowsErrors() throws Exception {
        AtomicInteger closed = new AtomicInteger();
        Worker<Integer, Integer> worker = new Worker<>() {
            @Override
            public Integer process(Integer input) {
                throw new StackOverflowError();
            }

            @Override
            public void close() {
                closed.incrementAndGet();
            }
        };
        WorkerPool<Integer, Integer> pool = WorkerPool.of(1, () -> worker);
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> pool.process(1, Duration.ofMinutes(1)))
                    .isInstanceOf(ExecutionException.class)
                    .hasRootCauseInstanceOf(StackOverflowError.class);
        }
        pool.close();

        assertThat(closed).hasValue(1);
    }
}
