package io.tid.example;

import java.util.concurrent.SynchronousQueue;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** A leak, on purpose: three threads offer a signal, the first one is taken, and nobody ever comes for the other two. */
final class Signal {

    private static final Logger LOG = LogManager.getLogger();
    private static final int OFFERS = 3;

    private Signal() {}

    /** Waits for one of three offers. Each call leaves two threads behind. */
    static int jump(int signal) throws InterruptedException {
        SynchronousQueue<Integer> offers = new SynchronousQueue<>();
        for (int i = 0; i < OFFERS; i++) {
            Thread.startVirtualThread(() -> offer(signal, offers));
        }
        return offers.take();
    }

    private static void offer(int signal, SynchronousQueue<Integer> offers) {
        LOG.info("offers signal {}", signal);
        try {
            offers.put(signal);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
