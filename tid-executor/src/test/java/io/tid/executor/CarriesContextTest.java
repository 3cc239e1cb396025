package io.tid.executor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tid.LogContext;
import io.tid.Tid;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The submitter's context reaches the task by pointer, whoever came before. */
@Timeout(120)
@SuppressWarnings("try") // a scope is opened for what it does
class CarriesContextTest {

    private record Seen(LogContext context, long parentId) {

        static Seen here() {
            return new Seen(LogContext.current(), LogContext.parentId());
        }
    }

    private static final Callable<Seen> LOOK = Seen::here;

    private static void shouldBeMine(Seen seen, LogContext mine) {
        assertThat(seen.context()).isSameAs(mine);
        assertThat(seen.parentId()).isEqualTo(Tid.current());
    }

    @Test
    void shouldHaveTheContextOfEachSubmission() throws Exception {
        try (BoundedExecutor executor = BoundedExecutor.of(1)) {
            for (String user : new String[] {"ann", "bob"}) {
                LogContext mine = LogContext.empty().with("user", user);
                try (var scope = mine.open()) {
                    shouldBeMine(executor.submit(LOOK).get(60, TimeUnit.SECONDS), mine);
                    shouldBeMine(executor.invokeAny(java.util.List.of(LOOK)), mine);
                }
            }
            assertThat(executor.submit(LOOK).get(60, TimeUnit.SECONDS).context())
                    .isSameAs(LogContext.empty());
        }
    }

    @Test
    void shouldHaveTheContextOfASubmitterThatHadToWait() throws Exception {
        Gate gate = new Gate();
        LogContext mine = LogContext.empty().with("user", "ann");
        try (BoundedExecutor executor = BoundedExecutor.of(1);
                BoundedExecutor other = BoundedExecutor.of(1)) {
            executor.execute(gate);
            var seen = other.submit(
                    () -> mine.<Seen, Exception>call(() -> executor.submit(LOOK).get()));
            Gate.until(() -> executor.waiting() == 1);
            gate.open();

            assertThat(seen.get(60, TimeUnit.SECONDS).context()).isSameAs(mine);
        }
    }

    @Test
    void shouldKeepTheContextWhenANestedTaskRunsInPlace() throws Exception {
        LogContext mine = LogContext.empty().with("user", "ann");
        try (BoundedExecutor executor =
                BoundedExecutor.builder(1).runNestedInPlace().build()) {
            Seen seen = executor.submit(() -> mine.<Seen, Exception>call(
                            () -> executor.submit(LOOK).get()))
                    .get(60, TimeUnit.SECONDS);
            assertThat(seen.context()).isSameAs(mine);
        }
    }

    @Test
    void shouldReachTheWorkerOfAPool() throws Exception {
        LogContext mine = LogContext.empty().with("user", "ann");
        try (WorkerPool<String, Seen> pool = WorkerPool.of(1, () -> input -> Seen.here());
                var scope = mine.open()) {
            shouldBeMine(pool.process("untimed"), mine);
            shouldBeMine(pool.process("timed", Duration.ofMinutes(1)), mine);
        }
    }
}
