package io.tid.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadLocalRandom;

/** The leak of the articles: three threads send their answer into a queue, one answer is taken, two wait for ever. */
final class QueryAll implements AutoCloseable {

    private final List<SynchronousQueue<Integer>> queues = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    /** Leaves twice as many threads behind, and returns once they wait. */
    void run(int times) throws InterruptedException {
        for (int i = 0; i < times; i++) {
            queryAll();
        }
        for (int i = threads.size() - 3 * times; i < threads.size(); i++) {
            Thread thread = threads.get(i);
            while (thread.isAlive() && thread.getState() != Thread.State.WAITING) {
                thread.join(java.time.Duration.ofMillis(1));
            }
        }
    }

    private int queryAll() throws InterruptedException {
        SynchronousQueue<Integer> queue = new SynchronousQueue<>();
        queues.add(queue);
        for (int i = 0; i < 3; i++) {
            threads.add(Thread.startVirtualThread(() -> send(queue)));
        }
        return queue.take();
    }

    private static void send(SynchronousQueue<Integer> queue) {
        try {
            queue.put(ThreadLocalRandom.current().nextInt(100));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        threads.forEach(Thread::interrupt);
    }
}
