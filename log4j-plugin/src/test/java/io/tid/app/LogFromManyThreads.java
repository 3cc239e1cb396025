package io.tid.app;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * An application that the tests run in JVMs of its own: platform threads, named and unnamed virtual threads log at once.
 * Each message says which thread wrote it, so that whoever reads the lines can tell whether the rest of a line is right.
 */
public final class LogFromManyThreads {

    /** Open once nobody logs any more. */
    static final CountDownLatch LOGGED = new CountDownLatch(1);

    private static final int LINES = 0;
    private static final int PLATFORM = 1;
    private static final int VIRTUAL = 2;

    private LogFromManyThreads() {}

    /**
     * Logs and ends.
     *
     * @param args lines of each thread, number of platform threads, number of virtual threads, of which half are named
     */
    public static void main(String[] args) throws InterruptedException {
        int lines = Integer.parseInt(args[LINES]);
        int platform = Integer.parseInt(args[PLATFORM]);
        int virtual = Integer.parseInt(args[VIRTUAL]);
        Logger logger = LogManager.getLogger("app");
        CountDownLatch start = new CountDownLatch(1);
        Runnable work = () -> log(logger, start, lines);

        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < platform; i++) {
            threads.add(Thread.ofPlatform().name("platform-", i).start(work));
        }
        for (int i = 0; i < virtual; i++) {
            Thread.Builder builder = Thread.ofVirtual();
            threads.add((i % 2 == 0 ? builder : builder.name("virtual-", i)).start(work));
        }
        start.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        LOGGED.countDown();
        LogManager.shutdown();
    }

    private static void log(Logger logger, CountDownLatch start, int lines) {
        try {
            start.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        for (int i = 0; i < lines; i++) {
            logger.info("who={} n={}", Thread.currentThread().threadId(), i);
        }
    }
}
