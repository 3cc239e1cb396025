package io.tid.executor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * So many workers, each with its own state, and callers that wait for what one of them makes of an input.
 *
 * {@snippet :
 * try (WorkerPool<String, Answer> pool = WorkerPool.of(8, Connection::new)) {
 *     Answer answer = pool.process("who is alive?", Duration.ofSeconds(2));
 * }
 * }
 *
 * <p>Callers wait for a worker first come first served, then for their job. A job runs in a virtual thread that its
 * caller starts, so it has the caller's {@link io.tid.LogContext} by pointer and the caller's id as its parent's. A
 * caller that is interrupted, or whose time is over, leaves at once; its job's thread is interrupted, then the worker is
 * ({@link Worker#interrupt}), and the worker is free as soon as it returns. A job that asks its own pool for another
 * worker while all are busy is refused rather than left to wait for itself.
 *
 * <p>Safe for any number of threads. What a caller did before happens-before its job, and the job before the caller's
 * return.
 *
 * @param <I> what a job is given
 * @param <O> what comes of it
 * @implNote A {@link BoundedExecutor} of as many places as there are workers, beside a deque of the idle ones, so that a
 *     job that has a place has a worker or is about to: {@code hired - surplus} workers are there for {@code size}
 *     places. Growing hires before it adds places. Shrinking takes places first and declares the workers surplus; each
 *     idle one, and each that comes back, is closed for one of the surplus. Who puts a worker back looks for a surplus
 *     after that, and who declares one looks for idle workers after that, so none is overlooked.
 */
@SuppressWarnings("exports") // who has no JSpecify reads the annotations as comments
public final class WorkerPool<I extends @Nullable Object, O extends @Nullable Object> implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger("io.tid.executor");

    private final Supplier<? extends Worker<I, O>> supplier;
    private final BoundedExecutor executor;

    /** The one that worked last works next: what it holds is still warm. */
    private final BlockingDeque<Worker<I, O>> idle = new LinkedBlockingDeque<>();

    private final AtomicInteger surplus = new AtomicInteger();
    private final ReentrantLock resizing = new ReentrantLock();
    private volatile boolean closed;

    private WorkerPool(int size, Supplier<? extends Worker<I, O>> supplier) {
        this.supplier = supplier;
        executor = BoundedExecutor.of(size);
        idle.addAll(hire(size));
    }

    /**
     * A pool, with all its workers.
     *
     * @param <I> what a job is given
     * @param <O> what comes of it
     * @param size how many workers, at least 1
     * @param supplier makes a worker; called here, and by {@link #resize}, in the caller's thread
     * @return the pool
     * @throws IllegalArgumentException if {@code size} is 0 or less
     */
    public static <I extends @Nullable Object, O extends @Nullable Object> WorkerPool<I, O> of(
            int size, Supplier<? extends Worker<I, O>> supplier) {
        Objects.requireNonNull(supplier, "supplier must not be null: supplier=null");
        return new WorkerPool<>(requirePositive(size), supplier);
    }

    private static int requirePositive(int size) {
        if (size <= 0) {
            throw new IllegalArgumentException("must be > 0: size=" + size);
        }
        return size;
    }

    /** All of them or, if the supplier fails, none. */
    private List<Worker<I, O>> hire(int count) {
        List<Worker<I, O>> hired = new ArrayList<>();
        try {
            while (hired.size() < count) {
                hired.add(Objects.requireNonNull(supplier.get(), "worker must not be null: worker=null"));
            }
            return hired;
        } finally {
            if (hired.size() < count) {
                hired.forEach(WorkerPool::dismiss);
            }
        }
    }

    private static void dismiss(Worker<?, ?> worker) {
        orLog(worker, "close", worker::close);
    }

    /** What a worker throws there is no fault of the caller's, who has something else to tell. */
    private static void orLog(Worker<?, ?> worker, String method, Runnable call) {
        try {
            call.run();
        } catch (Throwable cause) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "worker failed: method=" + method + " worker="
                            + worker.getClass().getName(),
                    cause);
        }
    }

    /**
     * Has one of the workers do a job, and waits for it.
     *
     * @param input what the worker is given
     * @return what the worker made of it
     * @throws InterruptedException if the caller is interrupted; the job is cancelled then
     * @throws ExecutionException if the worker failed, with what it threw
     * @throws RejectedExecutionException if the pool is closed, also while the caller waits for a worker; or if the caller
     *     is itself a job of this pool and all workers are busy
     */
    public O process(I input) throws InterruptedException, ExecutionException {
        Job job = new Job(input);
        start(job, Places.FOREVER);
        try {
            return job.result.get();
        } catch (InterruptedException e) {
            job.cancel();
            throw e;
        }
    }

    /**
     * Has one of the workers do a job, and waits at most so long, for the worker and the job together.
     *
     * @param input what the worker is given
     * @param atMost how long, more than 0
     * @return what the worker made of it
     * @throws InterruptedException if the caller is interrupted; the job is cancelled then
     * @throws ExecutionException if the worker failed, with what it threw
     * @throws TimeoutException if the time is over; the job, if it had begun, is cancelled then
     * @throws RejectedExecutionException as {@link #process(Object)}
     * @throws IllegalArgumentException if {@code atMost} is 0 or less
     */
    public O process(I input, Duration atMost) throws InterruptedException, ExecutionException, TimeoutException {
        long atMostNs = Places.requirePositiveNs("atMost", atMost);
        long fromNs = System.nanoTime();
        Job job = new Job(input);
        if (!start(job, atMostNs)) {
            throw new TimeoutException("a worker must come free within " + atMost + ": " + this);
        }
        try {
            return job.result.get(Math.max(0, atMostNs - (System.nanoTime() - fromNs)), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            job.cancel();
            throw new TimeoutException("job must end within " + atMost + ": " + this);
        } catch (InterruptedException e) {
            job.cancel();
            throw e;
        }
    }

    private boolean start(Job job, long atMostNs) throws InterruptedException {
        try {
            return executor.start(job.result, atMostNs);
        } catch (RejectedExecutionException e) {
            throw closed ? new RejectedExecutionException("pool must not be closed: " + this, e) : e;
        }
    }

    /**
     * Changes the number of workers, while they work. More: they are there, and taken by whoever waits, when this returns.
     * Fewer: idle ones are closed now, busy ones when their job has ended.
     *
     * @param size how many workers, at least 1
     * @throws IllegalArgumentException if {@code size} is 0 or less
     * @throws IllegalStateException if the pool is closed
     */
    public void resize(int size) {
        requirePositive(size);
        resizing.lock();
        try {
            if (closed) {
                throw new IllegalStateException("pool must not be closed: " + this);
            }
            int more = size - executor.limit();
            if (more > 0) {
                idle.addAll(hire(more));
            }
            executor.limit(size);
            if (more < 0) {
                surplus.addAndGet(-more);
                dismissSurplus();
            }
        } finally {
            resizing.unlock();
        }
    }

    private void giveBack(Worker<I, O> worker) {
        idle.addFirst(worker);
        dismissSurplus();
    }

    private void dismissSurplus() {
        while (surplus.get() > 0) {
            Worker<I, O> worker = idle.pollLast();
            if (worker == null) {
                return;
            }
            if (surplus.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
                dismiss(worker);
            } else {
                idle.addLast(worker);
            }
        }
    }

    /**
     * How many workers there are to be.
     *
     * @return the number, at least 1
     */
    public int size() {
        return executor.limit();
    }

    /**
     * How many jobs are being done, those included that were cancelled and have not ended.
     *
     * @return the number, from 0
     */
    public int running() {
        return executor.running();
    }

    /**
     * How many callers wait for a worker.
     *
     * @return the number, from 0; an estimate while callers come and go
     */
    public int queueLength() {
        return executor.waiting();
    }

    /**
     * Refuses new jobs, and those whose callers still wait for a worker; waits until the others have ended, and closes the
     * workers. Interrupted meanwhile, it interrupts the jobs' threads and goes on waiting. Closing again is harmless.
     *
     * @throws IllegalStateException if a job of this pool calls, which would wait for itself; nothing changes then
     */
    @Override
    public void close() {
        executor.requireForeignThread();
        resizing.lock();
        try {
            closed = true;
        } finally {
            resizing.unlock();
        }
        try {
            executor.close();
        } finally {
            for (Worker<I, O> worker = idle.poll(); worker != null; worker = idle.poll()) {
                dismiss(worker);
            }
        }
    }

    /** The numbers and the state, such as {@code WorkerPool[size=8 running=8 waiting=3]}. */
    @Override
    public String toString() {
        return "WorkerPool[size=" + size() + " running=" + running() + " waiting=" + queueLength()
                + (closed ? " closed]" : "]");
    }

    /** One input on its way through a worker. */
    private final class Job implements Callable<O> {

        final FutureTask<O> result = new FutureTask<>(this);
        private final I input;
        private final ReentrantLock lock = new ReentrantLock();

        /** Who is at it; held under the lock by who interrupts, so that no later job of that worker is meant. */
        private @Nullable Worker<I, O> worker;

        Job(I input) {
            this.input = input;
        }

        @Override
        public O call() throws Exception {
            Worker<I, O> borrowed = idle.takeFirst();
            try {
                begin(borrowed);
                borrowed.awaitReady();
                return borrowed.process(input);
            } finally {
                try {
                    end();
                } finally {
                    giveBack(borrowed);
                }
            }
        }

        private void begin(Worker<I, O> borrowed) {
            lock.lock();
            try {
                if (result.isCancelled()) {
                    throw new CancellationException();
                }
                worker = borrowed;
            } finally {
                lock.unlock();
            }
        }

        private void end() {
            lock.lock();
            try {
                worker = null;
            } finally {
                lock.unlock();
            }
        }

        void cancel() {
            lock.lock(); // before the thread is interrupted, or the job might end without its worker having heard
            try {
                result.cancel(true);
                Worker<I, O> busy = worker;
                if (busy != null) {
                    orLog(busy, "interrupt", busy::interrupt);
                }
            } finally {
                lock.unlock();
            }
        }
    }
}
