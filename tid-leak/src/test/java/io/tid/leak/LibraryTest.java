package io.tid.leak;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.EventLoopGroup;
import io.tid.profile.ThreadSnapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Threads of libraries are known by what they run, each with the library itself. */
@Timeout(300)
class LibraryTest {

    private static final LeakOption IMPATIENT = LeakOption.within(Duration.ZERO);

    private final LeakOption before = LeakOption.ignoreCurrent();
    private final CountDownLatch go = new CountDownLatch(1);

    /** What was closed ends, and what the library keeps is no leak. */
    @AfterEach
    void end() {
        go.countDown();
        ThreadLeaks.verifyNone(before, LeakOption.within(Duration.ofSeconds(60)));
    }

    private static ThreadSnapshot await(Library library, String names) throws InterruptedException {
        while (true) {
            for (ThreadSnapshot thread : ThreadSnapshot.take()) {
                if (thread.name().startsWith(names)
                        && Library.of(thread).filter(library::equals).isPresent()) {
                    return thread;
                }
            }
            Thread.sleep(1); // the test's timeout bounds it
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldKnowTheThreadOfTheLibrary(Made made) throws Exception {
        AutoCloseable toClose = made.make();
        try {
            ThreadSnapshot thread = await(made.library, made.names);

            if (made.library.isLeftOut()) {
                assertThat(Known.isKnown(thread)).isTrue();
            } else {
                assertThat(Cause.isForHire(thread)).isTrue();
                assertThat(Known.isKnown(thread)).isFalse();
                assertThat(ThreadLeaks.find(before, IMPATIENT))
                        .extracting(ThreadSnapshot::id)
                        .contains(thread.id());
                assertThat(new Report(List.of(thread)).toString())
                        .contains(": " + made.library.title() + "\n")
                        .contains("\n  " + made.library.advice() + "\n");
            }
        } finally {
            toClose.close();
        }
    }

    @Test
    void shouldNotCallItNettysWhenSomebodysTaskIsStuckInTheLoop() throws Exception {
        EventLoopGroup group = Recipes.netty();
        try {
            Thread[] loop = new Thread[1];
            group.submit(() -> loop[0] = Thread.currentThread()).get();
            CountDownLatch stuck = new CountDownLatch(2);
            for (int i = 0; i < 2; i++) {
                group.execute(() -> {
                    stuck.countDown();
                    Leftovers.await(go);
                });
            }
            stuck.await();

            assertThat(Library.of(snapshot(loop[0]))).isEmpty();
            assertThat(Cause.isForHire(snapshot(loop[0]))).isFalse();
        } finally {
            go.countDown();
            Recipes.shutDown(group);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "parallel-1",
        "HikariPool-1 housekeeper",
        "OkHttp TaskRunner",
        "grpc-shared-destroyer-0",
        "HttpClient-1-Worker-0"
    })
    void shouldFindWhatIsOnlyNamedAlike(String name) {
        Thread thread = Thread.ofPlatform().daemon().name(name).start(() -> Leftovers.await(go));

        assertThat(ThreadLeaks.find(before, IMPATIENT))
                .singleElement()
                .satisfies(found -> assertThat(found.id()).isEqualTo(thread.threadId()));
        assertThat(Library.of(snapshot(thread))).isEmpty();
    }

    @Test
    void shouldTellIdleWorkersApartWhenTheirStacksAreEqual() throws Exception {
        try (ExecutorService mine = worker("mine-0");
                ExecutorService grpcs = worker("grpc-default-executor-0")) {
            assertThat(mine).isNotSameAs(grpcs);
            ThreadSnapshot idle = await(Library.GRPC, "grpc-default-executor-0");
            ThreadSnapshot other = idle("mine-0");

            assertThat(new Report(List.of(idle, other)).toString())
                    .contains("1: " + Library.GRPC.title())
                    .contains("1: " + Kind.IDLE_WORKER.title());
        }
    }

    private static ExecutorService worker(String name) throws Exception {
        ExecutorService worker =
                Executors.newFixedThreadPool(1, Thread.ofPlatform().name(name).factory());
        worker.submit(() -> {}).get();
        return worker;
    }

    private static ThreadSnapshot idle(String name) throws InterruptedException {
        while (true) {
            for (ThreadSnapshot thread : ThreadSnapshot.take()) {
                if (thread.name().equals(name)
                        && Kind.of(thread).filter(Kind.IDLE_WORKER::equals).isPresent()) {
                    return thread;
                }
            }
            Thread.sleep(1); // the test's timeout bounds it
        }
    }

    private static ThreadSnapshot snapshot(Thread thread) {
        return ThreadSnapshot.take().stream()
                .filter(found -> found.id() == thread.threadId())
                .findFirst()
                .orElseThrow();
    }

    /** Where the library does not run here, or would need a server: by a stack of its kind, the innermost frame first. */
    @ParameterizedTest
    @CsvSource({
        "NETTY_LOOP, io.netty.channel.kqueue.Native.keventWait, io.netty.channel.kqueue.KQueueEventLoop.run",
        "NETTY_LOOP, shade.io.netty.channel.epoll.Native.epollWait, shade.io.netty.channel.epoll.EpollEventLoop.run",
        "NETTY_LOOP, io.netty.incubator.channel.uring.Native.ioUringEnter, io.netty.incubator.channel.uring.IOUringEventLoop.run",
        "NETTY_LOOP, io.netty.channel.uring.Native.ioUringEnter, io.netty.channel.SingleThreadIoEventLoop.run",
        "OKHTTP_CLIENT, okio.RealBufferedSource.require, okhttp3.internal.http2.Http2Connection$ReaderRunnable.invoke",
        "OKIO, shaded.okio.AsyncTimeout$Companion.awaitTimeout, shaded.okio.AsyncTimeout$Watchdog.run",
        "HIKARI, com.zaxxer.hikari.util.UtilityElf.quietlySleep, com.zaxxer.hikari.pool.HikariPool$PoolEntryCreator.call",
        "KAFKA, org.apache.kafka.common.utils.Timer.x, org.apache.kafka.clients.consumer.internals.AbstractCoordinator$HeartbeatThread.run",
        "AWS, com.amazonaws.http.IdleConnectionReaper.sleep, com.amazonaws.http.IdleConnectionReaper.run",
        "AWS, software.amazon.awssdk.http.apache5.internal.conn.IdleConnectionReaper$ReaperTask.run, java.lang.Thread.run",
    })
    void shouldKnowTheThreadByItsStack(Library library, String inner, String outer) {
        assertThat(Library.of(withStack(inner, outer, "io.app.Wrapper.run"))).contains(library);
        assertThat(Library.of(withStack("io.app.Handler.read", inner, outer))).isEmpty();
    }

    @Test
    void shouldNotKnowPackagesThatOnlyEndAlike() {
        assertThat(Library.of(withStack("myokio.AsyncTimeout$Watchdog.run"))).isEmpty();
        assertThat(Library.of(withStack("app.myio.netty.channel.epoll.EpollEventLoop.run")))
                .isEmpty();
    }

    private static ThreadSnapshot withStack(String... functions) {
        List<StackTraceElement> stack = new ArrayList<>();
        stack.add(new StackTraceElement(null, "java.base", null, "java.lang.Object", "wait", "Object.java", 1));
        for (String function : functions) {
            int dot = function.lastIndexOf('.');
            stack.add(new StackTraceElement(function.substring(0, dot), function.substring(dot + 1), "F.java", 1));
        }
        return new ThreadSnapshot(
                1, "any", false, true, Thread.State.WAITING, null, 0, stack, "", 0, 0, null, Map.of());
    }
}
