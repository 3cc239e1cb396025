package io.tid.leak;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Suites with what other people's libraries start. */
final class Recipes {

    private static final long PATIENT_MS = 60_000;

    /** Of Netty, and not shut down by the suite. */
    private static final ConcurrentLinkedQueue<EventLoopGroup> GROUPS = new ConcurrentLinkedQueue<>();

    private Recipes() {}

    static EventLoopGroup netty() throws Exception {
        EventLoopGroup group = new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
        group.submit(() -> {}).get(); // its loops begin with the first task
        group.submit(() -> {}).get();
        return group;
    }

    static void shutDown(EventLoopGroup group) {
        group.shutdownGracefully(0, 0, TimeUnit.SECONDS).syncUninterruptibly();
    }

    /** Ends what the suites left. */
    static void end() {
        GROUPS.forEach(Recipes::shutDown);
        GROUPS.clear();
        Containers.end();
    }

    @VerifyNoThreadLeaks(withinMs = PATIENT_MS)
    static class NettyOfTheClass {

        private static EventLoopGroup group;

        @BeforeAll
        static void open() throws Exception {
            group = netty();
        }

        @Test
        void clean() throws Exception {
            group.submit(() -> {}).get();
        }

        @AfterAll
        static void close() {
            shutDown(group);
        }
    }

    @VerifyNoThreadLeaks(withinMs = PATIENT_MS)
    static class NettyOfATest {

        @Test
        void clean() throws Exception {
            shutDown(netty());
        }
    }

    @VerifyNoThreadLeaks(withinMs = 1)
    static class NettyForgotten {

        @Test
        void passesButItsLoopsStay() throws Exception {
            LeakOption before = LeakOption.ignoreCurrent();
            GROUPS.add(netty());
            Leftovers.awaitKind(before, Kind.SELECTOR);
        }
    }

    /**
     * A client as that of Testcontainers: made by the first test that wants it, then there for all, and closed by nobody.
     * It has a worker that waits for orders, and a thread that reads a connection.
     */
    static final class Containers {

        private static @Nullable ScheduledExecutorService pulse;

        private Containers() {}

        static synchronized void use() throws Exception {
            if (pulse == null) {
                pulse = Executors.newScheduledThreadPool(
                        1,
                        Thread.ofPlatform()
                                .daemon()
                                .name("containers-pulse-", 0)
                                .factory());
                Leftovers.leave(Thread.ofPlatform().daemon().name("containers-stream"));
            }
            pulse.submit(() -> {}).get();
        }

        static synchronized void end() {
            if (pulse != null) {
                pulse.close();
                pulse = null;
            }
        }
    }

    @VerifyNoThreadLeaks(withinMs = 20)
    static class UsesContainers {

        @RepeatedTest(2)
        void uses() throws Exception {
            Containers.use();
        }
    }

    @VerifyNoThreadLeaks(withinMs = 20)
    static class UsesContainersToo {

        @Test
        void uses() throws Exception {
            Containers.use();
        }

        @Test
        void leaks() throws Exception {
            Containers.use();
            Leftovers.leave();
        }
    }
}
