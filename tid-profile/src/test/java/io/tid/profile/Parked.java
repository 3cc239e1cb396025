package io.tid.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.LockSupport;

/** Threads that wait until told to go, each in a stack chosen by a letter. */
final class Parked implements AutoCloseable {

    private final CountDownLatch go = new CountDownLatch(1);
    private final List<Thread> threads = new ArrayList<>();

    Parked start(int count, ThreadFactory kind, char stack) {
        List<Thread> started = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Thread thread = kind.newThread(() -> run(stack));
            thread.start();
            started.add(thread);
        }
        started.forEach(Parked::awaitWaiting);
        threads.addAll(started);
        return this;
    }

    List<Thread> threads() {
        return threads;
    }

    static void awaitWaiting(Thread thread) {
        while (thread.getState() != Thread.State.WAITING || LockSupport.getBlocker(thread) == null) {
            LockSupport.parkNanos(100_000);
        }
    }

    private void run(char stack) {
        switch (stack) {
            case 'a' -> a();
            case 'b' -> b();
            case 'c' -> c();
            case 'd' -> d();
            case 'e' -> e();
            case 'f' -> f();
            default -> g();
        }
    }

    private void a() {
        await();
    }

    private void b() {
        await();
    }

    private void c() {
        await();
    }

    private void d() {
        await();
    }

    private void e() {
        await();
    }

    private void f() {
        await();
    }

    private void g() {
        await();
    }

    private void await() {
        try {
            go.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        go.countDown();
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
