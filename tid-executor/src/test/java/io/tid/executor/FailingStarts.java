package io.tid.executor;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/** Runs out of memory at each start: in turn before there is a thread, and after it has started. Used by one thread. */
final class FailingStarts {

    boolean failing = true;
    private int starts;
    private final List<Thread> started = new ArrayList<>();

    ExecutorService of(ThreadFactory factory) {
        ExecutorService threads = Executors.newThreadPerTaskExecutor(task -> {
            Thread thread = factory.newThread(task);
            started.add(thread);
            return thread;
        });
        return new AbstractExecutorService() {

            @Override
            public void execute(Runnable task) {
                boolean before = starts++ % 2 == 0;
                if (failing && before) {
                    throw new OutOfMemoryError("before the start");
                }
                threads.execute(task);
                if (failing) {
                    throw new OutOfMemoryError("after the start");
                }
            }

            @Override
            public void shutdown() {
                threads.shutdown();
            }

            @Override
            public List<Runnable> shutdownNow() {
                return threads.shutdownNow();
            }

            @Override
            public boolean isShutdown() {
                return threads.isShutdown();
            }

            @Override
            public boolean isTerminated() {
                return threads.isTerminated();
            }

            @Override
            public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
                return threads.awaitTermination(timeout, unit);
            }
        };
    }

    void awaitAll() throws InterruptedException {
        for (Thread thread : started) {
            thread.join();
        }
        started.clear();
    }
}
