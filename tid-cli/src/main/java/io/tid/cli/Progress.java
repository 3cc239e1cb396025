package io.tid.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Says on the error stream that long work goes on, once a second after the first two; short work says nothing. */
final class Progress implements AutoCloseable {

    private static final int SILENT_SECONDS = 2;

    private final CountDownLatch done = new CountDownLatch(1);

    private Progress() {}

    static Progress start(String work) {
        Progress progress = new Progress();
        Thread.ofPlatform().daemon().name("tid-progress").start(() -> progress.tell(work));
        return progress;
    }

    private void tell(String work) {
        try {
            for (int seconds = 1; !done.await(1, TimeUnit.SECONDS); seconds++) {
                if (seconds >= SILENT_SECONDS) {
                    System.err.println("tid: " + work + ": " + seconds + " s");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        done.countDown();
    }
}
