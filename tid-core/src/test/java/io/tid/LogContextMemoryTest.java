package io.tid;

import static org.assertj.core.api.Assertions.assertThat;

import io.tid.bridge.ContextBridge;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What nobody needs any more can be collected, shown on a value of 20 MB. */
@Timeout(120)
class LogContextMemoryTest {

    private static final ContextBridge<LogContext> BRIDGE = ContextBridge.of(LogContext.empty());

    private static LogContext big() {
        return LogContext.empty().with("big", "x".repeat(20 << 20));
    }

    private static boolean isCollected(WeakReference<?> reference) {
        return isCollected(reference, Duration.ofSeconds(60));
    }

    private static boolean isCollected(WeakReference<?> reference, Duration within) {
        long start = System.nanoTime();
        while (reference.get() != null && System.nanoTime() - start < within.toNanos()) {
            System.gc();
        }
        return reference.get() == null;
    }

    /** So that the test can see a leak at all. */
    @Test
    void shouldNotBeCollectableInsideTheScope() {
        LogContext big = big();
        WeakReference<LogContext> reference = new WeakReference<>(big);
        LogContext.Scope scope = big.open();
        big = LogContext.empty();

        assertThat(isCollected(reference, Duration.ofMillis(300))).isFalse();
        scope.close();
        assertThat(big).isNotNull();
    }

    @Test
    void shouldBeCollectableWhenTheScopeIsClosedAndTheThreadLives() {
        assertThat(isCollected(bindAndClose())).isTrue();
    }

    private static WeakReference<LogContext> bindAndClose() {
        LogContext big = big();
        big.run(() -> Thread.ofVirtual().unstarted(() -> {}));
        return new WeakReference<>(big);
    }

    @Test
    void shouldBeCollectableWhenTheThreadsThatInheritedItEnded() throws Exception {
        for (ThreadFactory kind : Threads.kinds()) {
            AtomicReference<@Nullable Thread> ended = new AtomicReference<>();
            WeakReference<LogContext> reference = inheritAndEnd(kind, ended);

            assertThat(isCollected(reference)).isTrue();
            assertThat(ended.get()).as("the Thread object is still held").isNotNull();
        }
    }

    private static WeakReference<LogContext> inheritAndEnd(ThreadFactory kind, AtomicReference<@Nullable Thread> ended)
            throws Exception {
        LogContext big = big();
        FutureTask<Boolean> child = new FutureTask<>(() -> LogContext.current().size() == 1);
        Thread thread = big.call(() -> kind.newThread(child));
        ended.set(thread);
        thread.start();
        assertThat(child.get()).isTrue();
        thread.join();
        return new WeakReference<>(big);
    }

    @Test
    void shouldBeCollectableWhenAThreadEndedThatNeverUnboundIt() throws Exception {
        WeakReference<LogContext> reference = new WeakReference<>(big());
        for (ThreadFactory kind : Threads.kinds()) {
            FutureTask<WeakReference<LogContext>> careless = new FutureTask<>(() -> {
                LogContext big = big();
                BRIDGE.bind(big);
                big.open();
                return new WeakReference<>(big);
            });
            Thread thread = kind.newThread(careless);
            thread.start();
            reference = careless.get();
            thread.join();
            assertThat(isCollected(reference)).isTrue();
        }
    }

    @Test
    void shouldBeCollectableWhenAWorkerTookOverASmallerContext() throws Exception {
        try (ExecutorService pool = LogContext.wrap(Executors.newSingleThreadExecutor())) {
            pool.submit(() -> {}).get();

            assertThat(isCollected(submitBig(pool))).isTrue();
        }
    }

    private static WeakReference<LogContext> submitBig(ExecutorService pool) throws Exception {
        LogContext big = big();
        assertThat(big.call(() -> pool.submit(() -> LogContext.current().size()))
                        .get())
                .isEqualTo(1);
        return new WeakReference<>(big);
    }

    @Test
    void shouldNotBeHeldByAChildThatWasMadeInsideAnInnerScope() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        FutureTask<Integer> child = new FutureTask<>(() -> {
            end.await();
            return LogContext.current().size();
        });
        WeakReference<LogContext> outer = startInsideInner(child);

        assertThat(isCollected(outer)).isTrue();
        end.countDown();
        assertThat(child.get()).isZero();
    }

    private static WeakReference<LogContext> startInsideInner(FutureTask<Integer> child) {
        LogContext big = big();
        big.run(() -> LogContext.empty().run(() -> Thread.ofVirtual().start(child)));
        return new WeakReference<>(big);
    }

    @Test
    void shouldNotChainTheGenerationsWhenThreadsMakeOneAnotherInTurn() throws Exception {
        try (LogContext.Scope scope = LogContext.empty().with("a", "1").open()) {
            FutureTask<WeakReference<?>> child = new FutureTask<>(() -> {
                FutureTask<WeakReference<?>> grandchild =
                        new FutureTask<>(() -> new WeakReference<>(Binding.current()));
                Thread.startVirtualThread(grandchild).join();
                return grandchild.get();
            });
            Thread.startVirtualThread(child).join();
            WeakReference<?> grandchilds = child.get();

            assertThat(isCollected(grandchilds)).isTrue();
            assertThat(scope).isNotNull();
        }
    }
}
