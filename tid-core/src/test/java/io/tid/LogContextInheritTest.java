package io.tid;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@SuppressWarnings("ReferenceEquality") // the same object is the promise
@Timeout(120)
class LogContextInheritTest {

    private final LogContext context = LogContext.empty().with("request", "17").with("user", "Ann");

    /** What a thread knows of itself without having bound anything. */
    private record Seen(LogContext context, long parentId, long id) {

        static Seen here() {
            return new Seen(LogContext.current(), LogContext.parentId(), Tid.current());
        }
    }

    private static <T> T on(ThreadFactory factory, Callable<T> task) throws Exception {
        FutureTask<T> answer = new FutureTask<>(task);
        factory.newThread(answer).start();
        return answer.get();
    }

    static Stream<ThreadFactory> kinds() {
        return Threads.kinds().stream();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void shouldHaveTheSameContextObjectAndKnowTheParentWhenMadeInsideAScope(ThreadFactory kind) throws Exception {
        Seen child = context.call(() -> on(kind, Seen::here));

        assertThat(child.context).isSameAs(context);
        assertThat(child.parentId).isEqualTo(Tid.current());
        assertThat(child.id).isNotEqualTo(Tid.current());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void shouldBeginEmptyWithoutAParentWhenNothingIsBound(ThreadFactory kind) throws Exception {
        LogContext.current();
        context.run(() -> {});

        assertThat(on(kind, Seen::here)).satisfies(child -> {
            assertThat(child.context).isSameAs(LogContext.empty());
            assertThat(child.parentId).isZero();
        });
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void shouldKnowItsOwnParentWhenAGrandchild(ThreadFactory kind) throws Exception {
        List<Seen> both = context.call(() -> on(kind, () -> List.of(Seen.here(), on(kind, Seen::here))));

        assertThat(both.get(1).context).isSameAs(context);
        assertThat(both.get(1).parentId).isEqualTo(both.get(0).id);
    }

    @Test
    void shouldKeepTheParentIdWhenTheChildBindsItsOwn() throws Exception {
        LogContext own = LogContext.empty().with("own", "1");
        List<Long> parents = context.call(() -> on(Thread.ofVirtual().factory(), () -> {
            long inside = own.call(LogContext::parentId);
            return List.of(inside, LogContext.parentId());
        }));

        assertThat(parents).containsExactly(Tid.current(), Tid.current());
    }

    @Test
    void shouldHaveTheContextOfTheMomentWhenTheThreadWasMadeAndNotStarted() throws Exception {
        FutureTask<Seen> seen = new FutureTask<>(Seen::here);
        Thread unstarted = context.call(() -> Thread.ofVirtual().unstarted(seen));
        LogContext.empty().with("later", "1").run(unstarted::start);

        assertThat(seen.get().context).isSameAs(context);
    }

    @Test
    void shouldNotInheritWhenTheBuilderSaysSo() throws Exception {
        for (Thread.Builder builder : List.of(Thread.ofVirtual(), Thread.ofPlatform())) {
            ThreadFactory factory =
                    builder.inheritInheritableThreadLocals(false).factory();
            Seen child = context.call(() -> on(factory, Seen::here));

            assertThat(child.context).isSameAs(LogContext.empty());
            assertThat(child.parentId).isZero();
        }
    }

    @Test
    void shouldSeeTheContextInEveryTaskWhenTheExecutorMakesAThreadForEach() throws Exception {
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Seen> inside = context.call(() -> executor.submit(Seen::here));
            Future<Seen> outside = executor.submit(Seen::here);

            assertThat(inside.get().context).isSameAs(context);
            assertThat(inside.get().parentId).isEqualTo(Tid.current());
            assertThat(outside.get().context).isSameAs(LogContext.empty());
        }
        try (ExecutorService executor =
                Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
            assertThat(context.call(() -> executor.submit(Seen::here)).get().context)
                    .isSameAs(context);
        }
    }

    @Test
    void shouldKeepTheContextThatMadeItsWorkerWhenAPoolIsNotWrapped() throws Exception {
        try (ExecutorService pool = Executors.newFixedThreadPool(1)) {
            LogContext later = LogContext.empty().with("request", "18");

            assertThat(context.call(() -> pool.submit(Seen::here)).get().context)
                    .isSameAs(context);
            assertThat(later.call(() -> pool.submit(Seen::here)).get().context).isSameAs(context);
        }
    }

    @Test
    void shouldHaveTheContextOfTheTaskWhenTheCommonPoolIsWrapped() throws Exception {
        Executor common = LogContext.wrap((Executor) ForkJoinPool.commonPool());
        LogContext later = LogContext.empty().with("request", "18");

        assertThat(context.call(() -> CompletableFuture.supplyAsync(Seen::here, common))
                        .get()
                        .context)
                .isSameAs(context);
        assertThat(later.call(() -> CompletableFuture.supplyAsync(Seen::here, common))
                        .get()
                        .context)
                .isSameAs(later);
    }

    @Test
    void shouldNotSeeWhatTheParentBindsLater() throws Exception {
        CountDownLatch parentMovedOn = new CountDownLatch(1);
        FutureTask<Seen> child = new FutureTask<>(() -> {
            parentMovedOn.await();
            return Seen.here();
        });
        context.run(() -> Thread.ofVirtual().start(child));
        try (LogContext.Scope scope = LogContext.empty().with("request", "18").open()) {
            parentMovedOn.countDown();
            assertThat(child.get().context).isSameAs(context);
            assertThat(scope).isNotNull();
        }
    }

    @Test
    void shouldHaveTheContextOfItsMakingWhileTheParentKeepsChanging() throws Exception {
        for (ThreadFactory kind : Threads.kinds()) {
            List<FutureTask<Boolean>> children = new ArrayList<>();
            for (int i = 0; i < 2_000; i++) {
                LogContext mine = LogContext.empty().with("i", "" + i);
                FutureTask<Boolean> child = new FutureTask<>(() -> {
                    boolean first = LogContext.current() == mine;
                    LockSupport.parkNanos(1);
                    LogContext.current().with("own", Tid.label()).run(() -> LockSupport.parkNanos(1));
                    return first && LogContext.current() == mine;
                });
                children.add(child);
                mine.run(() -> kind.newThread(child).start());
            }
            for (FutureTask<Boolean> child : children) {
                assertThat(child.get()).isTrue();
            }
        }
    }

    @Test
    void shouldGiveEachSiblingsChildrenTheirOwnParent() throws Exception {
        List<Boolean> right =
                context.call(() -> Threads.onEach(Thread.ofVirtual().factory(), 100, () -> {
                    long me = Tid.current();
                    for (int i = 0; i < 20; i++) {
                        Seen child = on(Thread.ofVirtual().factory(), Seen::here);
                        if (child.parentId != me || child.context != context) {
                            return false;
                        }
                    }
                    return true;
                }));

        assertThat(right).containsOnly(true);
    }

    @Test
    void shouldReachEveryOneOfAMillionVirtualThreads() throws Exception {
        int threads = 1_000_000;
        long parent = Tid.current();
        AtomicInteger right = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(threads);
        Semaphore inFlight = new Semaphore(10_000);
        try (LogContext.Scope scope = context.open()) {
            for (int i = 0; i < threads; i++) {
                inFlight.acquire();
                Thread.startVirtualThread(() -> {
                    if (LogContext.current() == context && LogContext.parentId() == parent) {
                        right.incrementAndGet();
                    }
                    inFlight.release();
                    done.countDown();
                });
            }
            done.await();
            assertThat(scope).isNotNull();
        }

        assertThat(right).hasValue(threads);
    }

    @Test
    void shouldLeaveNothingInThreadsMadeByAThreadThatOnlyLooked() {
        AtomicReference<Thread> last = new AtomicReference<>();
        Runnable make = () -> last.set(Thread.ofVirtual().unstarted(() -> {}));
        Thread[] maker = new Thread[1];
        double[] bytes = new double[3];
        maker[0] = new Thread(
                null,
                () -> {
                    bytes[0] = Threads.bytesPerRun(make);
                    LogContext.current();
                    LogContext.parentId();
                    context.run(LogContext::current);
                    bytes[1] = Threads.bytesPerRun(make);
                    context.run(() -> bytes[2] = Threads.bytesPerRun(make));
                },
                "maker",
                0,
                false);
        maker[0].start();
        join(maker[0]);

        assertThat(bytes[1]).isLessThan(bytes[0] + 16);
        assertThat(bytes[2]).as("the map that carries a context").isGreaterThan(bytes[0] + 64);
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
