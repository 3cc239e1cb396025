package io.tid.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many tasks at once: {@code invokeAll} and {@code invokeAny}, which must not outstay their time at a full executor. */
@Timeout(120)
class BatchTest {

    private final Gate gate = new Gate();
    private final BoundedExecutor executor = BoundedExecutor.of(2);
    private final Callable<String> blocked = () -> {
        gate.run();
        return "late";
    };
    private final Callable<String> failing = () -> {
        throw new IllegalStateException("broken");
    };

    @AfterEach
    void close() {
        gate.open();
        executor.close();
    }

    @Test
    void shouldRunAllWhenThereAreMoreThanPlaces() throws Exception {
        List<Future<String>> all = executor.invokeAll(Collections.nCopies(20, () -> "done"));

        assertThat(all).hasSize(20).allMatch(future -> future.resultNow().equals("done"));
    }

    @Test
    void shouldReturnTheFailedAmongAll() throws Exception {
        List<Future<String>> all = executor.invokeAll(List.of(failing, () -> "done"), 1, TimeUnit.MINUTES);

        assertThat(all.get(0).exceptionNow()).hasMessage("broken");
        assertThat(all.get(1).resultNow()).isEqualTo("done");
    }

    @Test
    void shouldCancelWhatHasNotEndedWhenTheTimeIsOver() throws Exception {
        List<Future<String>> all = executor.invokeAll(List.of(blocked, blocked, blocked), 20, TimeUnit.MILLISECONDS);

        assertThat(all).hasSize(3).allMatch(Future::isCancelled);
        Gate.until(() -> executor.running() == 0);
    }

    @Test
    void shouldBeInterruptibleWhileItWaitsForAPlace() throws Exception {
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread thread = Thread.startVirtualThread(
                () -> thrown.set(catchThrowable(() -> executor.invokeAll(Collections.nCopies(3, blocked)))));
        Gate.until(() -> executor.waiting() == 1);
        thread.interrupt();
        Gate.join(thread);

        assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
        Gate.until(() -> executor.running() == 0);
    }

    @Test
    void shouldRefuseAllWhenThereAreMoreThanPlacesAndSoBuilt() {
        try (BoundedExecutor refusing = BoundedExecutor.builder(2).refuse().build()) {
            assertThatThrownBy(() -> refusing.invokeAll(List.of(blocked, blocked, blocked)))
                    .isInstanceOf(RejectedExecutionException.class)
                    .hasMessageStartingWith("limit must not be exceeded: limit=2 running=2");
            Gate.until(() -> refusing.running() == 0); // those that had begun are cancelled
        }
    }

    @Test
    void shouldRefuseAllWhenTheExecutorsOwnTimeIsShorter() {
        try (BoundedExecutor impatient =
                BoundedExecutor.builder(1).waitAtMost(Duration.ofMillis(5)).build()) {
            assertThatThrownBy(() -> impatient.invokeAll(List.of(blocked, blocked), 1, TimeUnit.HOURS))
                    .isInstanceOf(RejectedExecutionException.class)
                    .hasMessageStartingWith("a place must come free within PT0.005S: limit=1 running=1");
        }
    }

    @Test
    void shouldAnswerWithTheFirstThatSucceeds() throws Exception {
        assertThat(executor.invokeAny(List.of(failing, blocked, () -> "done"))).isEqualTo("done");
        Gate.until(() -> executor.running() == 0);
    }

    @Test
    void shouldFailWithTheLastFailureWhenNoneSucceeds() {
        assertThatThrownBy(() -> executor.invokeAny(List.of(failing, failing)))
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseMessage("broken");
    }

    @Test
    void shouldTimeOutWhenNoneEndsInTime() {
        assertThatThrownBy(() -> executor.invokeAny(List.of(blocked), 5, TimeUnit.MILLISECONDS))
                .isInstanceOf(TimeoutException.class)
                .hasMessageStartingWith("a task must succeed within 5000000ns: BoundedExecutor[limit=2");
    }

    @Test
    void shouldTimeOutWhenNoPlaceComesFreeInTime() {
        executor.execute(gate);
        executor.execute(gate);

        assertThatThrownBy(() -> executor.invokeAny(List.of(() -> "done"), 5, TimeUnit.MILLISECONDS))
                .isInstanceOf(TimeoutException.class);
        assertThat(executor.running()).isEqualTo(2);
    }

    @Test
    void shouldRefuseAnyOfNone() {
        assertThatThrownBy(() -> executor.invokeAny(List.<Callable<String>>of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("must not be empty: tasks=[]");
    }
}
