package io.tid.app;

import java.lang.management.ManagementFactory;
import java.util.concurrent.CountDownLatch;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * What the first line of a fresh virtual thread costs, by the configuration that Log4j finds: bytes that the JVM
 * allocates for a thread from its start to its end, and bytes of heap that a parked thread keeps. A thread that logs
 * nothing is measured beside it, in turns, and the least of each is printed.
 */
public final class FirstLine {

    private static final int TURNS = 3;
    private static final int WARM_UP = 20_000;

    private final Logger logger = LogManager.getLogger(FirstLine.class);

    /**
     * Measures and prints {@code allocated silent=S line=L} and {@code kept silent=S line=L}, bytes per thread.
     *
     * @param args how many threads to start one after another, and how many to park at once
     */
    public static void main(String[] args) throws InterruptedException {
        FirstLine app = new FirstLine();
        int started = Integer.parseInt(args[0]);
        int parked = Integer.parseInt(args[1]);
        app.allocatedBytes(WARM_UP, app::log);
        app.print("allocated", app::allocatedBytes, started);
        app.park(WARM_UP, app::log); // so that the frames of parked threads are those of compiled code
        app.print("kept", app::keptBytes, parked);
        LogManager.shutdown();
    }

    private interface Measurement {

        long bytesPerThread(int threads, Runnable work) throws InterruptedException;
    }

    private void print(String what, Measurement measurement, int threads) throws InterruptedException {
        long silent = Long.MAX_VALUE;
        long line = Long.MAX_VALUE;
        for (int turn = 0; turn < TURNS; turn++) {
            silent = Math.min(silent, measurement.bytesPerThread(threads, FirstLine::say));
            line = Math.min(line, measurement.bytesPerThread(threads, this::log));
        }
        System.out.printf("%s silent=%d line=%d%n", what, silent, line);
    }

    private static void say() {}

    private void log() {
        logger.info("hello, this is a line");
    }

    private long allocatedBytes(int threads, Runnable work) throws InterruptedException {
        var meter = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = meter.getTotalThreadAllocatedBytes();
        for (int i = 0; i < threads; i++) {
            Thread.ofVirtual().start(work).join();
        }
        return (meter.getTotalThreadAllocatedBytes() - before) / threads;
    }

    private long keptBytes(int threads, Runnable work) throws InterruptedException {
        long before = usedHeap();
        return (park(threads, work) - before) / threads;
    }

    /** Runs the work on threads that stay until all have done it; the heap in use while they do. */
    private long park(int threads, Runnable work) throws InterruptedException {
        CountDownLatch arrived = new CountDownLatch(threads);
        CountDownLatch leave = new CountDownLatch(1);
        Thread[] all = new Thread[threads];
        for (int i = 0; i < threads; i++) {
            all[i] = Thread.ofVirtual().start(() -> {
                work.run();
                arrived.countDown();
                await(leave);
            });
        }
        arrived.await();
        long used = usedHeap();
        leave.countDown();
        for (Thread thread : all) {
            thread.join();
        }
        return used;
    }

    private static long usedHeap() {
        System.gc();
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
