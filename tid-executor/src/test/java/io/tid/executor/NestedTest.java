package io.tid.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A task that submits to its own executor. Undetected, each of these would hang. */
@Timeout(120)
class NestedTest {

    @Test
    void shouldRefuseANestedTaskWhenFull() throws Exception {
        try (BoundedExecutor executor = BoundedExecutor.of(1)) {
            Throwable thrown = executor.submit(() -> catchThrowable(() -> executor.submit(() -> {})))
                    .get(60, TimeUnit.SECONDS);

            assertThat(thrown)
                    .isInstanceOf(RejectedExecutionException.class)
                    .hasMessage("must not be submitted by a task of the same executor while that is full: "
                            + "limit=1 running=1 waiting=0");
        }
    }

    @Test
    void shouldRefuseANestedTaskAtOnceWhenOthersWaitForATime() throws Exception {
        try (BoundedExecutor executor =
                BoundedExecutor.builder(1).waitAtMost(Duration.ofDays(1)).build()) {
            Throwable thrown = executor.submit(() -> catchThrowable(() -> executor.submit(() -> {})))
                    .get(60, TimeUnit.SECONDS);

            assertThat(thrown).isInstanceOf(RejectedExecutionException.class);
        }
    }

    @Test
    void shouldRunANestedTaskInPlaceWhenFullAndSoBuilt() throws Exception {
        try (BoundedExecutor executor =
                BoundedExecutor.builder(1).runNestedInPlace().build()) {
            Thread[] threads = executor.submit(() -> new Thread[] {
                        Thread.currentThread(),
                        executor.submit(Thread::currentThread).get()
                    })
                    .get(60, TimeUnit.SECONDS);

            assertThat(threads[1]).isSameAs(threads[0]);
            Gate.until(() -> executor.running() == 0);
        }
    }

    @Test
    void shouldRunANestedTaskInAThreadOfItsOwnWhenThereIsAPlace() throws Exception {
        try (BoundedExecutor executor =
                BoundedExecutor.builder(2).runNestedInPlace().build()) {
            Thread[] threads = executor.submit(() -> new Thread[] {
                        Thread.currentThread(),
                        executor.submit(Thread::currentThread).get()
                    })
                    .get(60, TimeUnit.SECONDS);

            assertThat(threads[1]).isNotSameAs(threads[0]);
        }
    }

    @Test
    void shouldLetATaskWaitForAnotherExecutor() throws Exception {
        Gate gate = new Gate();
        try (BoundedExecutor inner = BoundedExecutor.of(1);
                BoundedExecutor outer = BoundedExecutor.of(1)) {
            inner.execute(gate);
            var waits = outer.submit(() -> inner.submit(() -> "both").get());
            Gate.until(() -> inner.waiting() == 1);
            gate.open();

            assertThat(waits.get(60, TimeUnit.SECONDS)).isEqualTo("both");
        }
    }

    @Test
    void shouldGiveTheFailureOfATaskInPlaceToItsFuture() {
        try (BoundedExecutor executor =
                BoundedExecutor.builder(1).runNestedInPlace().build()) {
            var outer = executor.submit(() -> executor.submit(() -> {
                        throw new IllegalStateException("inner");
                    })
                    .get());

            assertThatThrownBy(() -> outer.get(60, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasRootCauseMessage("inner");
        }
    }
}
