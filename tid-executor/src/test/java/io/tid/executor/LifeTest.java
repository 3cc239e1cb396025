package io.tid.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How it ends, as {@code ExecutorService} says. */
@Timeout(120)
class LifeTest {

    private final Gate gate = new Gate();
    private final BoundedExecutor executor = BoundedExecutor.of(1);

    @Test
    void shouldRefuseTasksAfterShutdown() {
        executor.shutdown();

        assertThat(executor.isShutdown()).isTrue();
        assertThatThrownBy(() -> executor.execute(() -> {}))
                .isInstanceOf(RejectedExecutionException.class)
                .hasMessage("executor must not be shut down: limit=1 running=0 waiting=0");
    }

    @Test
    void shouldLetRunningTasksEndAfterShutdown() throws Exception {
        var result = executor.submit(() -> {
            gate.run();
            return Thread.currentThread().isInterrupted();
        });
        executor.shutdown();

        assertThat(executor.isTerminated()).isFalse();
        assertThat(executor.awaitTermination(1, TimeUnit.MILLISECONDS)).isFalse();
        assertThat(executor.running()).isEqualTo(1);
        gate.open();
        assertThat(result.get()).isFalse();
        assertThat(executor.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
        assertThat(executor.isTerminated()).isTrue();
        assertThat(executor.running()).isZero();
    }

    @Test
    void shouldRefuseAllWhoWaitWhenShutDown() throws Exception {
        List<Throwable> thrown = new CopyOnWriteArrayList<>();
        List<Runnable> ran = new CopyOnWriteArrayList<>();
        executor.execute(gate);
        List<Thread> waiters = IntStream.range(0, 50)
                .mapToObj(i -> Thread.startVirtualThread(
                        () -> thrown.add(catchThrowable(() -> executor.execute(() -> ran.add(gate))))))
                .toList();
        Gate.until(() -> executor.waiting() == 50);
        executor.shutdown();
        for (Thread waiter : waiters) {
            Gate.join(waiter);
        }

        assertThat(thrown)
                .hasSize(50)
                .allMatch(RejectedExecutionException.class::isInstance)
                .allMatch(refused ->
                        String.valueOf(refused.getMessage()).startsWith("executor must not be shut down: limit=1 "));
        assertThat(executor.running()).isEqualTo(1);
        gate.open();
        executor.close();
        assertThat(ran).isEmpty();
    }

    @Test
    void shouldInterruptWhatRunsAndReturnNothingWhenShutDownNow() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        var interrupted = executor.submit(() -> {
            begun.countDown();
            gate.run();
            return Thread.currentThread().isInterrupted();
        });
        Gate.await(begun);

        assertThat(executor.shutdownNow()).isEmpty();
        assertThat(interrupted.get()).isTrue();
        assertThat(executor.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void shouldWaitForWhatRunsWhenClosed() throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        executor.execute(() -> {
            gate.run();
            ended.countDown();
        });
        Thread closer = Thread.startVirtualThread(executor::close);
        Gate.until(executor::isShutdown);
        assertThat(closer.isAlive()).isTrue();
        gate.open();
        Gate.join(closer);

        assertThat(ended.getCount()).isZero();
    }

    @Test
    void shouldTakeASecondEndForNothing() {
        executor.close();
        executor.close();
        executor.shutdown();
        assertThat(executor.shutdownNow()).isEmpty();

        assertThat(executor.isTerminated()).isTrue();
        assertThat(executor.running()).isZero();
    }

    @Test
    void shouldTakeALimitAfterTheEndForANumber() {
        executor.execute(gate);
        executor.shutdown();
        executor.limit(Integer.MAX_VALUE);
        executor.limit(2);

        assertThat(executor.running()).isEqualTo(1);
        assertThatThrownBy(() -> executor.execute(() -> {}))
                .hasMessage("executor must not be shut down: limit=2 running=1 waiting=0");
        gate.open();
        executor.close();
    }

    @Test
    void shouldRefuseToBeClosedByItsOwnTask() throws Exception {
        Throwable thrown =
                executor.submit(() -> catchThrowable(executor::close)).get();

        assertThat(thrown)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("must not be closed by its own task, which it would wait for: "
                        + "BoundedExecutor[limit=1 running=1 waiting=0]");
        executor.close();
    }

    @Test
    void shouldInterruptWhatRunsWhenTheCloserIsInterrupted() throws Exception {
        var interrupted = executor.submit(() -> {
            gate.run();
            return Thread.currentThread().isInterrupted();
        });
        Thread closer = Thread.startVirtualThread(executor::close);
        Gate.until(executor::isShutdown);
        closer.interrupt();

        assertThat(interrupted.get()).isTrue();
        Gate.join(closer);
    }
}
