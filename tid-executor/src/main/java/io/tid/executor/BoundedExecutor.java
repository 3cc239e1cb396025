package io.tid.executor;

import io.tid.Tid;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An executor that starts one virtual thread for each task, and runs at most so many at once.
 *
 * {@snippet :
 * try (BoundedExecutor requests = BoundedExecutor.of(100)) {
 *     requests.execute(() -> serve(connection)); // waits while 100 are running
 * }
 * }
 *
 * <p><b>Over the limit</b> the submitter waits for a place, first come first served; or waits at most a time, or is
 * refused, as the {@linkplain Builder builder} says. Nothing is queued but waiting submitters, so a task that was
 * accepted has a thread. Whoever is not accepted gets a {@link RejectedExecutionException} that carries the numbers:
 * {@code limit must not be exceeded: limit=10 running=10 waiting=3}. An interrupt while waiting is answered with that
 * exception too, and the thread's interrupt flag stays set; a submitter that finds a place is not disturbed by the flag.
 *
 * <p><b>Nested.</b> A task that submits to its own executor while that is full would wait for places that only tasks
 * like itself can free. It is refused at once, or runs the new task itself, in place, before {@code submit} returns; it
 * never waits. Tasks are known by their thread: a thread that a task starts, and that submits in its stead, is not seen
 * through, nor a task that sets its thread's own uncaught exception handler. Where that may be, wait for a time only.
 *
 * <p><b>Failures.</b> What a task throws goes into its {@code Future}, if it was submitted, or else to the
 * {@linkplain Builder#onFailure handler}. It ends that task only, and the place is free again.
 *
 * <p><b>Context.</b> The submitter starts the task's thread, so the task has the submitter's {@link io.tid.LogContext}
 * by pointer, and the submitter's id as its parent's.
 *
 * <p><b>The end.</b> {@link #shutdown} lets running tasks end and refuses those whose submitters still wait, as they were
 * not accepted. {@link #shutdownNow} also interrupts the running ones; its list is always empty. {@code close} waits for
 * all of them.
 *
 * <p>Safe for any number of threads. What a submitter did before happens-before the task, and the task before the end
 * that {@link #awaitTermination} tells of. A place costs what a fair semaphore costs, about a compare-and-set to take and
 * one to give back, and 24 bytes a task.
 */
@SuppressWarnings("exports") // who has no JSpecify reads the annotations as comments
public final class BoundedExecutor extends AbstractExecutorService {

    private final Places places;
    private final long waitNs;
    private final boolean nestedInPlace;
    private final Consumer<? super Failure> onFailure;
    private final OwnThreads own = new OwnThreads();
    private final ExecutorService threads;

    /** {@code starter} makes what starts a thread for each task. */
    BoundedExecutor(Builder from, Function<? super ThreadFactory, ? extends ExecutorService> starter) {
        threads = starter.apply(Thread.ofVirtual().uncaughtExceptionHandler(own).factory());
        places = new Places(from.limit);
        waitNs = from.waitNs;
        nestedInPlace = from.nestedInPlace;
        onFailure = from.onFailure;
    }

    /**
     * An executor whose submitters wait for as long as it takes.
     *
     * @param limit how many tasks may run at once, at least 1
     * @return the executor
     * @throws IllegalArgumentException if {@code limit} is 0 or less
     */
    public static BoundedExecutor of(int limit) {
        return builder(limit).build();
    }

    /**
     * A builder of an executor, which says what happens over the limit and with failures.
     *
     * @param limit how many tasks may run at once, at least 1; {@code build} checks it
     * @return the builder
     */
    public static Builder builder(int limit) {
        return new Builder(limit);
    }

    /**
     * Runs a task in a virtual thread of its own, when it has a place.
     *
     * @param task what to run
     * @throws RejectedExecutionException if it got no place, as the class comment says
     */
    @Override
    public void execute(Runnable task) {
        try {
            if (!start(task, waitNs)) {
                throw refused();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw rejected("must not be interrupted while it waits for a place", e);
        }
    }

    /** False if there was no place in time; at 0 it does not wait. */
    boolean start(Runnable task, long atMostNs) throws InterruptedException {
        Objects.requireNonNull(task, "task must not be null: task=null");
        Placed placed =
                new Placed(task, Tid.current()); // all that start itself allocates, before there is a place to lose
        StackRoom.require();
        boolean entered = places.tryEnter();
        if (!entered) {
            if (own.isCurrent() && !places.isShut()) {
                return runNested(task);
            }
            entered = !places.isShut() && atMostNs > 0 && places.enter(atMostNs);
        }
        boolean launched = false;
        try {
            if (places.isShut()) {
                throw shutDown(null);
            }
            if (entered) {
                launch(placed);
                launched = true;
            }
            return entered;
        } finally {
            if (entered && !launched && placed.claim()) {
                places.leave();
            }
        }
    }

    private boolean runNested(Runnable task) {
        if (!nestedInPlace) {
            throw rejected("must not be submitted by a task of the same executor while that is full", null);
        }
        perform(task, Tid.current());
        return true;
    }

    private void launch(Placed task) {
        try {
            threads.execute(task);
        } catch (RejectedExecutionException e) {
            throw shutDown(e);
        }
    }

    private void perform(Runnable task, long submitterId) {
        try {
            task.run();
        } catch (Throwable cause) {
            Failure.report(new Failure(task, Tid.current(), submitterId, cause), onFailure);
        }
    }

    RejectedExecutionException refused() {
        return waitNs == 0
                ? rejected("limit must not be exceeded", null)
                : rejected("a place must come free within " + Duration.ofNanos(waitNs), null);
    }

    private RejectedExecutionException shutDown(@Nullable Throwable cause) {
        return rejected("executor must not be shut down", cause);
    }

    private RejectedExecutionException rejected(String rule, @Nullable Throwable cause) {
        return new RejectedExecutionException(rule + ": " + places, cause);
    }

    /** How long a submitter waits, 0 for not at all. */
    long waitNs() {
        return waitNs;
    }

    /**
     * How many tasks may run at once.
     *
     * @return the limit, at least 1
     */
    public int limit() {
        return places.limit();
    }

    /**
     * Changes how many tasks may run at once, while they do. Raised, waiting submitters go on at once; lowered, what runs
     * goes on, and nothing starts until fewer than the new limit are running.
     *
     * @param limit the new limit, at least 1
     * @throws IllegalArgumentException if {@code limit} is 0 or less
     */
    public void limit(int limit) {
        places.limit(limit);
    }

    /**
     * How many tasks have a place: from before their thread starts until it has nothing more to do than to end.
     *
     * @return the number, from 0; above the limit for a while after that was lowered
     */
    public int running() {
        return places.taken();
    }

    /**
     * How many submitters wait for a place. Walks the queue, so it is for people and metrics.
     *
     * @return the number, from 0; an estimate while submitters come and go
     */
    public int waiting() {
        return places.waiting();
    }

    @Override
    public void shutdown() {
        try {
            places.shut();
        } finally {
            threads.shutdown();
        }
    }

    @Override
    public List<Runnable> shutdownNow() {
        try {
            places.shut();
        } finally {
            threads.shutdownNow(); // a task that waits there has a thread already: there is none to return
        }
        return List.of();
    }

    @Override
    public boolean isShutdown() {
        return places.isShut();
    }

    @Override
    public boolean isTerminated() {
        return threads.isTerminated();
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        return threads.awaitTermination(timeout, unit);
    }

    /**
     * Shuts it down and waits until every task has ended; interrupted meanwhile, it interrupts them and goes on waiting.
     *
     * @throws IllegalStateException if one of its own tasks calls, which would wait for itself; nothing changes then
     */
    @Override
    public void close() {
        requireForeignThread();
        super.close();
    }

    void requireForeignThread() {
        if (own.isCurrent()) {
            throw new IllegalStateException("must not be closed by its own task, which it would wait for: " + this);
        }
    }

    @Override
    public <T extends @Nullable Object> List<Future<T>> invokeAll(Collection<? extends Callable<T>> tasks)
            throws InterruptedException {
        return new Batch<T>(this, Places.FOREVER).all(tasks);
    }

    @Override
    public <T extends @Nullable Object> List<Future<T>> invokeAll(
            Collection<? extends Callable<T>> tasks, long timeout, TimeUnit unit) throws InterruptedException {
        return new Batch<T>(this, unit.toNanos(timeout)).all(tasks);
    }

    @Override
    public <T extends @Nullable Object> T invokeAny(Collection<? extends Callable<T>> tasks)
            throws InterruptedException, ExecutionException {
        try {
            return new Batch<T>(this, Places.FOREVER).any(tasks);
        } catch (TimeoutException e) {
            throw new AssertionError("it has no time to exceed", e);
        }
    }

    @Override
    public <T extends @Nullable Object> T invokeAny(
            Collection<? extends Callable<T>> tasks, long timeout, TimeUnit unit)
            throws InterruptedException, ExecutionException, TimeoutException {
        return new Batch<T>(this, unit.toNanos(timeout)).any(tasks);
    }

    /** The numbers and the state, such as {@code BoundedExecutor[limit=10 running=10 waiting=3]}. */
    @Override
    public String toString() {
        return "BoundedExecutor[" + places + (isTerminated() ? " terminated" : isShutdown() ? " shut down" : "") + "]";
    }

    /**
     * A task and its place, which is left once, whatever is thrown: by the task's thread or, if that failed to start, by
     * the submitter. Whoever claims the task first does it. A thread that started after all although its start threw finds
     * the task claimed, and does not run what the submitter was told had failed.
     */
    private final class Placed implements Runnable {

        private static final VarHandle CLAIMED;

        static {
            try {
                CLAIMED = MethodHandles.lookup().findVarHandle(Placed.class, "claimed", boolean.class);
            } catch (ReflectiveOperationException e) {
                throw new ExceptionInInitializerError(e);
            }
        }

        private final Runnable task;
        private final long submitterId;

        @SuppressWarnings("unused") // by CLAIMED
        private boolean claimed;

        Placed(Runnable task, long submitterId) {
            this.task = task;
            this.submitterId = submitterId;
        }

        boolean claim() {
            return CLAIMED.compareAndSet(this, false, true);
        }

        @Override
        public void run() {
            if (!claim()) {
                return;
            }
            try {
                perform(task, submitterId);
            } finally {
                places.leave();
            }
        }
    }

    /** Says what a {@link BoundedExecutor} does over its limit, with nested tasks and with failures. For one thread. */
    public static final class Builder {

        private final int limit;
        private long waitNs = Places.FOREVER;
        private boolean nestedInPlace;
        private Consumer<? super Failure> onFailure = Failure::log;

        private Builder(int limit) {
            this.limit = limit;
        }

        /**
         * Over the limit, a submitter waits at most this long, and is refused then. If nothing is said it waits for ever.
         *
         * @param time how long, more than 0; over 292 years is for ever
         * @return this builder
         * @throws IllegalArgumentException if {@code time} is 0 or less
         */
        public Builder waitAtMost(Duration time) {
            waitNs = Places.requirePositiveNs("waitAtMost", time);
            return this;
        }

        /**
         * Over the limit, a submitter is refused at once.
         *
         * @return this builder
         */
        public Builder refuse() {
            waitNs = 0;
            return this;
        }

        /**
         * A task that submits to its own executor while that is full runs the new task itself. If nothing is said it is
         * refused.
         *
         * @return this builder
         */
        public Builder runNestedInPlace() {
            nestedInPlace = true;
            return this;
        }

        /**
         * What is told of tasks that throw, instead of the logger {@code io.tid.executor} of {@link System.Logger}.
         *
         * @param handler called in the task's thread, while it holds its place; if it throws, that is logged,
         *     and the failure too
         * @return this builder
         */
        public Builder onFailure(Consumer<? super Failure> handler) {
            onFailure = Objects.requireNonNull(handler, "handler must not be null: handler=null");
            return this;
        }

        /**
         * Builds the executor.
         *
         * @return the executor, which has no thread yet
         * @throws IllegalArgumentException if the limit is 0 or less
         */
        public BoundedExecutor build() {
            return new BoundedExecutor(this, Executors::newThreadPerTaskExecutor);
        }
    }
}
