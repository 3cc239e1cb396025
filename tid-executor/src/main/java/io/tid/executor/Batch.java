package io.tid.executor;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Many tasks given at once, in a time. {@code AbstractExecutorService} has the same, but looks at the clock only between
 * two calls of {@code execute}, each of which may wait for a place, and cannot be interrupted there.
 */
final class Batch<T extends @Nullable Object> {

    private final BoundedExecutor executor;
    private final long timeoutNs;
    private final long fromNs = System.nanoTime();
    private final List<Future<T>> started = new ArrayList<>();
    private final BlockingQueue<Future<T>> ended = new LinkedBlockingQueue<>();

    Batch(BoundedExecutor executor, long timeoutNs) {
        this.executor = executor;
        this.timeoutNs = Math.max(0, timeoutNs);
    }

    /** All of them; those that had not ended in time are cancelled. */
    List<Future<T>> all(Collection<? extends Callable<T>> tasks) throws InterruptedException {
        List<FutureTask<T>> all = new ArrayList<>(tasks.size());
        for (Callable<T> task : tasks) {
            all.add(new FutureTask<>(Objects.requireNonNull(task, "task must not be null: task=null")));
        }
        try {
            for (FutureTask<T> task : all) {
                if (leftNs() <= 0 || !start(task)) {
                    return List.copyOf(all);
                }
            }
            for (FutureTask<T> task : all) {
                if (!endsInTime(task)) {
                    break;
                }
            }
            return List.copyOf(all);
        } finally {
            all.forEach(task -> task.cancel(true)); // those that have ended take no notice
        }
    }

    private boolean endsInTime(FutureTask<T> task) throws InterruptedException {
        try {
            task.get(Math.max(0, leftNs()), TimeUnit.NANOSECONDS);
        } catch (ExecutionException | CancellationException ended) {
            return true;
        } catch (TimeoutException e) {
            return false;
        }
        return true;
    }

    /** The result of the first that succeeds; the others are cancelled. */
    T any(Collection<? extends Callable<T>> tasks) throws InterruptedException, ExecutionException, TimeoutException {
        List<Callable<T>> all = new ArrayList<>(tasks.size());
        for (Callable<T> task : tasks) {
            all.add(Objects.requireNonNull(task, "task must not be null: task=null"));
        }
        if (all.isEmpty()) {
            throw new IllegalArgumentException("must not be empty: tasks=[]");
        }
        try {
            return first(all.iterator());
        } finally {
            started.forEach(task -> task.cancel(true));
        }
    }

    private T first(Iterator<? extends Callable<T>> tasks)
            throws InterruptedException, ExecutionException, TimeoutException {
        int running = 0;
        while (true) {
            Future<T> next = ended.poll();
            if (next == null && tasks.hasNext()) {
                startAny(tasks.next());
                running++;
                continue;
            }
            if (next == null) {
                next = ended.poll(leftNs(), TimeUnit.NANOSECONDS);
            }
            if (next == null) {
                throw outOfTime();
            }
            running--;
            try {
                return next.get();
            } catch (ExecutionException failed) {
                if (running == 0 && !tasks.hasNext()) {
                    throw failed;
                }
            }
        }
    }

    private void startAny(Callable<T> task) throws InterruptedException, TimeoutException {
        FutureTask<T> future = new FutureTask<>(task) {
            @Override
            protected void done() {
                ended.add(this);
            }
        };
        started.add(future);
        if (!start(future)) {
            throw outOfTime();
        }
    }

    /**
     * False if the batch's time was over before there was a place; refused if the executor's own time for waiting was. Where
     * the time is over already, a task still gets a place that is free, as {@code ThreadPoolExecutor.invokeAny} has it.
     */
    private boolean start(FutureTask<T> task) throws InterruptedException {
        long leftNs = Math.max(0, leftNs());
        if (executor.start(task, Math.min(leftNs, executor.waitNs()))) {
            return true;
        }
        if (leftNs < executor.waitNs()) {
            return false;
        }
        throw executor.refused();
    }

    private TimeoutException outOfTime() {
        return new TimeoutException("a task must succeed within " + timeoutNs + "ns: " + executor);
    }

    private long leftNs() {
        return timeoutNs == Places.FOREVER ? Places.FOREVER : timeoutNs - (System.nanoTime() - fromNs);
    }
}
