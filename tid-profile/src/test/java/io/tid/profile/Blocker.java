package io.tid.profile;

import java.util.concurrent.CountDownLatch;

/** A task for many threads at once, which all wait in it. */
final class Blocker implements Runnable, AutoCloseable {

    private final CountDownLatch arrived;
    private final CountDownLatch go = new CountDownLatch(1);

    Blocker(int threads) {
        arrived = new CountDownLatch(threads);
    }

    void awaitAll() throws InterruptedException {
        arrived.await();
    }

    @Override
    public void run() {
        arrived.countDown();
        try {
            go.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        go.countDown();
    }
}
