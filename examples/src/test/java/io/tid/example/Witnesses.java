package io.tid.example;

import java.util.concurrent.CountDownLatch;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.core.async.AsyncLoggerContext;

/** Threads of both kinds that all log at once, in each message the id that the thread itself reads. */
final class Witnesses {

    static final int THREADS = 50;
    static final int LINES = 20;

    private static final Logger LOG = LogManager.getLogger();

    private Witnesses() {}

    public static void main(String[] args) throws InterruptedException {
        if (!(LogManager.getContext(false) instanceof AsyncLoggerContext)) {
            throw new IllegalStateException("all loggers must be asynchronous: " + LogManager.getContext(false));
        }
        CountDownLatch ready = new CountDownLatch(2 * THREADS);
        Thread[] threads = new Thread[2 * THREADS];
        for (int i = 0; i < threads.length; i++) {
            Runnable testimony = () -> testify(ready);
            threads[i] = i % 2 == 0
                    ? Thread.ofPlatform().start(testimony)
                    : Thread.ofVirtual().start(testimony);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        LogManager.shutdown();
    }

    private static void testify(CountDownLatch ready) {
        ready.countDown();
        try {
            ready.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        for (int line = 0; line < LINES; line++) {
            LOG.info("I am {}", Thread.currentThread().threadId());
        }
    }
}
