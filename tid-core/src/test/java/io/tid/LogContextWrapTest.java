package io.tid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LogContextWrapTest {

    private static final LogContext WORKERS = LogContext.empty().with("worker", "own");

    private final LogContext context = LogContext.empty().with("request", "17");

    /** One worker, made inside a context of its own, so that a task that brought none would see that. */
    private final ExecutorService plain = Executors.newSingleThreadExecutor();

    private final ExecutorService wrapped = LogContext.wrap(plain);

    @BeforeEach
    void makeTheWorker() throws Exception {
        assertThat(WORKERS.call(() -> plain.submit(LogContext::current)).get()).isSameAs(WORKERS);
    }

    @AfterEach
    void workerMustHaveItsOwnAgain() throws Exception {
        if (!plain.isShutdown()) {
            assertThat(plain.submit(LogContext::current).get()).isSameAs(WORKERS);
        }
        plain.shutdownNow();
        assertThat(plain.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void shouldRunWithTheContextOfTheWrapping() throws Exception {
        AtomicReference<LogContext> seen = new AtomicReference<>();
        Runnable runnable = () -> seen.set(LogContext.current());
        Callable<LogContext> callable = LogContext::current;
        Supplier<LogContext> supplier = LogContext::current;

        plain.submit(context.call(() -> LogContext.wrap(runnable))).get();
        assertThat(seen).hasValue(context);
        assertThat(plain.submit(context.call(() -> LogContext.wrap(callable))).get())
                .isSameAs(context);
        Supplier<LogContext> late = context.call(() -> LogContext.wrap(supplier));
        assertThat(plain.submit(late::get).get()).isSameAs(context);
    }

    @Test
    void shouldRunWithNoContextWhenWrappedWithNone() throws Exception {
        Callable<LogContext> task = LogContext.wrap((Callable<LogContext>) LogContext::current);

        assertThat(plain.submit(task).get()).isSameAs(LogContext.empty());
    }

    @Test
    void shouldRunOnceForEachRun() {
        AtomicInteger runs = new AtomicInteger();
        Runnable task = LogContext.wrap((Runnable) runs::incrementAndGet);

        assertThat(runs).hasValue(0);
        task.run();
        assertThat(runs).hasValue(1);
        task.run();
        assertThat(runs).hasValue(2);
    }

    @Test
    void shouldPassTheFailureOnUnchanged() {
        Exception failure = new Exception("no");
        Callable<String> task = () -> {
            throw failure;
        };

        assertThatThrownBy(() -> LogContext.wrap(task).call()).isSameAs(failure);
        assertThatThrownBy(() -> context.call(() -> wrapped.submit(task)).get())
                .isInstanceOf(ExecutionException.class)
                .hasCause(failure);
    }

    @Test
    void shouldTakeTheContextOfEachSubmission() throws Exception {
        LogContext other = LogContext.empty().with("request", "18");
        AtomicReference<LogContext> seen = new AtomicReference<>();
        Runnable look = () -> seen.set(LogContext.current());

        assertThat(context.call(() -> wrapped.submit(LogContext::current)).get())
                .isSameAs(context);
        assertThat(other.call(() -> wrapped.submit(look, "done")).get()).isEqualTo("done");
        assertThat(seen).hasValue(other);
        context.call(() -> wrapped.submit(look)).get();
        assertThat(seen).hasValue(context);
        assertThat(wrapped.submit(LogContext::current).get()).isSameAs(LogContext.empty());
        other.run(() -> wrapped.execute(look));
        plain.submit(() -> {}).get();
        assertThat(seen).hasValue(other);
    }

    @Test
    void shouldTakeTheContextWhenAPlainExecutorIsWrapped() {
        AtomicReference<LogContext> seen = new AtomicReference<>();
        Executor direct = LogContext.wrap((Executor) task -> WORKERS.run(task));

        context.run(() -> direct.execute(() -> seen.set(LogContext.current())));

        assertThat(seen).hasValue(context);
    }

    @Test
    void shouldCarryTheContextWhenManyAreInvoked() throws Exception {
        List<Callable<LogContext>> tasks = List.of(LogContext::current, LogContext::current, LogContext::current);

        List<Future<LogContext>> all = context.call(() -> wrapped.invokeAll(tasks));
        for (Future<LogContext> one : all) {
            assertThat(one.get()).isSameAs(context);
        }
        assertThat(context.call(() -> wrapped.invokeAll(tasks, 30, TimeUnit.SECONDS)))
                .hasSize(3)
                .allSatisfy(one -> assertThat(one.get()).isSameAs(context));
        assertThat(context.<LogContext, Exception>call(() -> wrapped.invokeAny(tasks)))
                .isSameAs(context);
        assertThat(context.<LogContext, Exception>call(() -> wrapped.invokeAny(tasks, 30, TimeUnit.SECONDS)))
                .isSameAs(context);
    }

    @Test
    void shouldNeverRunWhenCancelledBeforeItsTurn() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        AtomicInteger runs = new AtomicInteger();
        Future<?> first = wrapped.submit(() -> {
            release.await();
            return "";
        });
        Future<?> cancelled = context.call(() -> wrapped.submit((Runnable) runs::incrementAndGet));
        cancelled.cancel(true);
        release.countDown();

        first.get();
        plain.submit(() -> {}).get();
        assertThat(runs).hasValue(0);
    }

    @Test
    void shouldGiveTheWorkerItsContextBackWhenATaskIsInterruptedAfterATimeout() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        AtomicReference<LogContext> atTheEnd = new AtomicReference<>();
        Future<String> slow = context.call(() -> wrapped.submit(() -> {
            running.countDown();
            try {
                new CountDownLatch(1).await();
                return "never";
            } finally {
                atTheEnd.set(LogContext.current());
            }
        }));
        running.await();

        assertThatThrownBy(() -> slow.get(1, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        slow.cancel(true);
        plain.submit(() -> {}).get();
        assertThat(atTheEnd).hasValue(context);
    }

    @Test
    void shouldBeTheGivenExecutorInAllElse() throws Exception {
        assertThat(wrapped.isShutdown()).isFalse();
        assertThat(wrapped.toString()).contains(plain.toString());
        wrapped.shutdown();

        assertThat(plain.isShutdown()).isTrue();
        assertThat(wrapped.awaitTermination(Duration.ofMinutes(2).toNanos(), TimeUnit.NANOSECONDS))
                .isTrue();
        assertThat(wrapped.isTerminated()).isTrue();
        assertThatThrownBy(() -> wrapped.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
        wrapped.close();
    }

    @Test
    void shouldKeepTheContextOfTasksThatShutdownHandsBack() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        AtomicReference<LogContext> seen = new AtomicReference<>();
        wrapped.execute(() -> {
            running.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        running.await();
        context.run(() -> wrapped.execute(() -> seen.set(LogContext.current())));

        List<Runnable> never = wrapped.shutdownNow();

        assertThat(never).hasSize(1);
        never.get(0).run();
        assertThat(seen).hasValue(context);
    }

    @Test
    @SuppressWarnings("NullAway")
    void shouldRefuseNull() {
        assertThatThrownBy(() -> LogContext.wrap((Runnable) null)).hasMessage("task must not be null: task=null");
        assertThatThrownBy(() -> LogContext.wrap((Callable<String>) null))
                .hasMessage("task must not be null: task=null");
        assertThatThrownBy(() -> LogContext.wrap((Supplier<String>) null))
                .hasMessage("task must not be null: task=null");
        assertThatThrownBy(() -> LogContext.wrap((Executor) null))
                .hasMessage("executor must not be null: executor=null");
        assertThatThrownBy(() -> LogContext.wrap((ExecutorService) null))
                .hasMessage("executor must not be null: executor=null");
    }
}
