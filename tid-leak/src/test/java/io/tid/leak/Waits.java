package io.tid.leak;

import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.Lock;

/** What the exhibits wait in. */
final class Waits {

    static final int END_MARK = -1;

    private Waits() {}

    static Runnable interrupting(Thread... threads) {
        return () -> {
            for (Thread thread : threads) {
                thread.interrupt();
            }
        };
    }

    static void put(BlockingQueue<Integer> queue, int value) {
        try {
            queue.put(value);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static void take(BlockingQueue<Integer> queue) {
        try {
            while (queue.take() != END_MARK) {
                Thread.onSpinWait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static void sleepLong() {
        try {
            Thread.sleep(3_600_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static Runnable forgetToUnlock(Lock lock) throws InterruptedException {
        Thread forgets = Thread.startVirtualThread(lock::lock);
        forgets.join();
        return interrupting(Thread.startVirtualThread(() -> lockInterruptibly(lock)));
    }

    static void lockInterruptibly(Lock lock) {
        try {
            lock.lockInterruptibly();
            lock.unlock();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static void lockProperly(Lock lock) {
        for (int i = 0; i < 2; i++) {
            Thread.startVirtualThread(() -> {
                lock.lock();
                try {
                    Thread.onSpinWait();
                } finally {
                    lock.unlock();
                }
            });
        }
    }

    static void close(Closeable... all) {
        try {
            for (Closeable one : all) {
                one.close();
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
