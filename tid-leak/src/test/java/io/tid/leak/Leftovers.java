package io.tid.leak;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;

/** Threads that suites leave behind on purpose, and their end. */
public final class Leftovers {

    private static final ConcurrentLinkedQueue<Thread> THREADS = new ConcurrentLinkedQueue<>();
    private static final ConcurrentLinkedQueue<ExecutorService> EXECUTORS = new ConcurrentLinkedQueue<>();

    private static volatile CountDownLatch go = new CountDownLatch(1);

    private Leftovers() {}

    /** Leaves a thread. */
    public static Thread leave(Thread.Builder kind) {
        CountDownLatch latch = go;
        Thread thread = kind.start(() -> await(latch));
        THREADS.add(thread);
        return thread;
    }

    public static Thread leave() {
        return leave(Thread.ofVirtual());
    }

    /** Waits in an own method, as a task of somebody's thread; ignores interrupts. */
    public static void stay() {
        await(go);
    }

    /** Returns once a thread that was not there before waits for what it is known by. */
    static void awaitKind(LeakOption before, Kind kind) throws InterruptedException {
        while (ThreadLeaks.find(before, LeakOption.within(Duration.ZERO)).stream()
                .noneMatch(thread -> Kind.of(thread).equals(Optional.of(kind)))) {
            Thread.sleep(1); // the test's timeout bounds it
        }
    }

    /** One to be closed in the end, whatever the suite does. */
    public static <E extends ExecutorService> E keep(E executor) {
        EXECUTORS.add(executor);
        return executor;
    }

    static void await(CountDownLatch latch) {
        boolean done = false;
        while (!done) {
            try {
                latch.await();
                done = true;
            } catch (InterruptedException e) {
                // stays: one that an interrupt does not end
            }
        }
    }

    /** Ends all, and returns when they have ended. */
    public static void end() throws InterruptedException {
        go.countDown();
        for (Thread thread : List.copyOf(THREADS)) {
            thread.join();
        }
        EXECUTORS.forEach(ExecutorService::close);
        THREADS.clear();
        EXECUTORS.clear();
        go = new CountDownLatch(1);
    }
}
