package io.tid.executor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Where tasks stay until the test lets them go. All waits end after a minute, long after they should have. */
final class Gate implements Runnable {

    private static final long MOST_S = 60;

    private final CountDownLatch open = new CountDownLatch(1);

    /** The task: ends when the gate is open, or when it is interrupted. */
    @Override
    public void run() {
        try {
            assertThat(open.await(MOST_S, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void open() {
        open.countDown();
    }

    /** For what tells nobody when it comes true. */
    static void until(BooleanSupplier condition) {
        long from = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - from)
                    .as("waited for %d s in vain", MOST_S)
                    .isLessThan(TimeUnit.SECONDS.toNanos(MOST_S));
            LockSupport.parkNanos(100_000);
        }
    }

    static void await(CountDownLatch latch) throws InterruptedException {
        assertThat(latch.await(MOST_S, TimeUnit.SECONDS)).isTrue();
    }

    static void join(Thread thread) throws InterruptedException {
        assertThat(thread.join(java.time.Duration.ofSeconds(MOST_S))).isTrue();
    }
}
