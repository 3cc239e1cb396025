package io.tid.executor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A hundred thousand tasks from several submitters, while the limit goes up and down. */
@Timeout(300)
@SuppressWarnings("ThreadPriorityCheck") // yields only to mix the order; nothing relies on it
class ManyTasksTest {

    private static final int SUBMITTERS = 4;
    private static final int TASKS = 100_000;

    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final LongAdder done = new LongAdder();

    private void task() {
        int now = inside.incrementAndGet();
        if (now > most.get()) {
            most.accumulateAndGet(now, Math::max);
        }
        if (now % 3 == 0) {
            Thread.yield();
        }
        done.increment();
        inside.decrementAndGet();
    }

    private List<Thread> submitters(BoundedExecutor executor) {
        List<Thread> submitters = new ArrayList<>();
        for (int i = 0; i < SUBMITTERS; i++) {
            Runnable submitter = () -> {
                for (int task = 0; task < TASKS / SUBMITTERS; task++) {
                    executor.execute(this::task);
                }
            };
            submitters.add(
                    i % 2 == 0
                            ? Thread.startVirtualThread(submitter)
                            : Thread.ofPlatform().start(submitter));
        }
        return submitters;
    }

    @Test
    void shouldRunEachOnceAndNeverMoreThanTheLimitAtOnce() throws Exception {
        try (BoundedExecutor executor = BoundedExecutor.of(5)) {
            for (Thread submitter : submitters(executor)) {
                Gate.join(submitter);
            }
        }
        assertThat(done.sum()).isEqualTo(TASKS);
        assertThat(most.get()).isBetween(1, 5);
    }

    @Test
    void shouldLoseNoTaskAndNoPlaceWhileTheLimitChanges() throws Exception {
        int highest = 20;
        try (BoundedExecutor executor = BoundedExecutor.of(1)) {
            List<Thread> submitters = submitters(executor);
            for (int i = 0; submitters.stream().anyMatch(Thread::isAlive); i++) {
                executor.limit(1 + i % highest);
                Thread.yield();
            }
            for (Thread submitter : submitters) {
                Gate.join(submitter);
            }
            Gate.until(() -> executor.running() == 0);
            assertThat(executor.waiting()).isZero();
        }
        assertThat(done.sum()).isEqualTo(TASKS);
        assertThat(most.get()).isBetween(1, highest);
    }
}
