package io.tid.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("try") // what is opened holds threads until it is closed
class ThreadSnapshotTest {

    private static final ThreadFactory VIRTUAL = Thread.ofVirtual().factory();

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldNameTheQueueWhenAThreadWaitsOnIt(boolean virtual) throws Exception {
        SynchronousQueue<String> queue = new SynchronousQueue<>();
        Thread thread = start(virtual, () -> queue.put("one"));

        assertThat(snapshot(thread).waitsOn()).isEqualTo("java.util.concurrent.SynchronousQueue");

        assertThat(queue.take()).isEqualTo("one");
    }

    @Test
    void shouldNameTheConditionWhenAThreadAwaitsIt() throws Exception {
        ReentrantLock lock = new ReentrantLock();
        Condition condition = lock.newCondition();
        AtomicBoolean signalled = new AtomicBoolean();
        Thread thread = start(true, () -> {
            lock.lock();
            try {
                while (!signalled.get()) {
                    condition.await();
                }
            } finally {
                lock.unlock();
            }
        });

        assertThat(snapshot(thread).waitsOn()).isEqualTo("java.util.concurrent.locks.Condition");

        lock.lock();
        try {
            signalled.set(true);
            condition.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Test
    void shouldNameTheOwnerWhenAPlatformThreadWaitsForItsMonitor() throws Exception {
        Object monitor = new Object();
        CountDownLatch done = new CountDownLatch(1);
        Thread thread = Thread.ofPlatform().unstarted(() -> {
            synchronized (monitor) {
                done.countDown();
            }
        });
        synchronized (monitor) {
            thread.start();
            while (thread.getState() != Thread.State.BLOCKED) {
                LockSupport.parkNanos(100_000);
            }

            ThreadSnapshot snapshot = snapshot(thread);

            assertThat(snapshot.state()).isEqualTo(Thread.State.BLOCKED);
            assertThat(snapshot.waitsOn()).isEqualTo("java.lang.Object");
            assertThat(snapshot.lockOwnerId()).isEqualTo(Thread.currentThread().threadId());
            assertThat(snapshot.toString())
                    .contains("[BLOCKED on java.lang.Object held by thread "
                            + Thread.currentThread().threadId());
        }
        done.await();
    }

    @Test
    void shouldNameTheExecutorWhenItHoldsTheThread() throws Exception {
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
                Blocker blocker = new Blocker(1)) {
            executor.execute(blocker);
            blocker.awaitAll();

            assertThat(ThreadSnapshot.take())
                    .filteredOn(ThreadSnapshot::virtual)
                    .anySatisfy(thread -> assertThat(thread.container()).contains("ThreadPerTaskExecutor"));
        }
    }

    @Test
    void shouldNameTheCarrierWhenAVirtualThreadIsMounted() throws Exception {
        AtomicBoolean stop = new AtomicBoolean();
        Thread thread = VIRTUAL.newThread(() -> {
            while (!stop.get()) {
                Thread.onSpinWait();
            }
        });
        thread.start();
        try {
            long carrier = 0;
            while (carrier == 0) {
                carrier = snapshot(thread).carrierId();
            }
            long id = carrier;
            assertThat(ThreadSnapshot.take())
                    .filteredOn(candidate -> candidate.id() == id)
                    .singleElement()
                    .satisfies(candidate -> assertThat(candidate.name()).startsWith("ForkJoinPool-"));
        } finally {
            stop.set(true);
            thread.join();
        }
    }

    @Test
    void shouldTellDaemonsFromThreadsThatTheJvmWaitsFor() {
        try (Parked daemon = new Parked().start(1, Thread.ofPlatform().daemon().factory(), 'a');
                Parked awaited =
                        new Parked().start(1, Thread.ofPlatform().daemon(false).factory(), 'a');
                Parked virtual = new Parked().start(1, VIRTUAL, 'a')) {
            assertThat(snapshot(daemon.threads().get(0)).daemon()).isTrue();
            assertThat(snapshot(daemon.threads().get(0)).toString()).endsWith(", daemon]");
            assertThat(snapshot(awaited.threads().get(0)).daemon()).isFalse();
            assertThat(snapshot(virtual.threads().get(0)).daemon()).isTrue();
        }
    }

    @Test
    void shouldCutTheStackWhenADepthIsGiven() throws Exception {
        try (Parked parked = new Parked().start(1, VIRTUAL, 'a')) {
            long id = parked.threads().get(0).threadId();

            assertThat(ThreadSnapshot.take(3))
                    .filteredOn(thread -> thread.id() == id)
                    .singleElement()
                    .satisfies(thread -> assertThat(thread.stack()).hasSize(3));
        }
    }

    @Test
    void shouldRefuseADepthBelowOne() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ThreadSnapshot.take(-1))
                .withMessage("depthFrames must be >= 1: depthFrames=-1");
    }

    @Test
    void shouldKeepAllFramesWhenTheStackIsDeep() throws Exception {
        Blocker blocker = new Blocker(1);
        Thread thread = VIRTUAL.newThread(() -> recurse(2_000, blocker));
        thread.start();
        blocker.awaitAll();
        Parked.awaitWaiting(thread);

        assertThat(snapshot(thread).stack()).hasSizeGreaterThan(2_000);

        blocker.close();
        thread.join();
    }

    @Test
    void shouldShowEachThreadUnderItsOwnStackWhenThreadsMoveBetweenCarriers() throws Exception {
        AtomicBoolean stop = new AtomicBoolean();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            boolean ping = i % 2 == 0;
            threads.add(Thread.ofVirtual().name(ping ? "ping" : "pong").start(() -> {
                while (!stop.get()) {
                    if (ping) {
                        ping();
                    } else {
                        pong();
                    }
                }
            }));
        }
        int seen = 0;
        for (int i = 0; i < 100; i++) {
            for (ThreadSnapshot thread : ThreadSnapshot.take()) {
                boolean ping = isIn(thread, "ping");
                boolean pong = isIn(thread, "pong");
                seen += ping || pong ? 1 : 0;
                assertThat(ping)
                        .as(() -> thread.stack().toString())
                        .isEqualTo(ping && thread.name().equals("ping"));
                assertThat(pong)
                        .as(() -> thread.stack().toString())
                        .isEqualTo(pong && thread.name().equals("pong"));
            }
        }
        stop.set(true);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(seen).isGreaterThan(1_000);
    }

    private static void ping() {
        LockSupport.parkNanos(10_000);
    }

    private static void pong() {
        LockSupport.parkNanos(10_000);
    }

    private static boolean isIn(ThreadSnapshot thread, String method) {
        return thread.stack().stream()
                .anyMatch(frame -> frame.getMethodName().equals(method)
                        && frame.getClassName().equals(ThreadSnapshotTest.class.getName()));
    }

    private static void recurse(int depth, Runnable last) {
        if (depth == 0) {
            last.run();
        } else {
            recurse(depth - 1, last);
        }
    }

    private static ThreadSnapshot snapshot(Thread thread) {
        return ThreadSnapshot.take().stream()
                .filter(candidate -> candidate.id() == thread.threadId())
                .findFirst()
                .orElseThrow();
    }

    private static Thread start(boolean virtual, Interruptible task) {
        Thread.Builder builder = virtual ? Thread.ofVirtual() : Thread.ofPlatform();
        Thread thread = builder.start(() -> {
            try {
                task.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        Parked.awaitWaiting(thread);
        return thread;
    }

    private interface Interruptible {
        void run() throws InterruptedException;
    }
}
