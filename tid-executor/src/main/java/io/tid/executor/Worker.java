package io.tid.executor;

import org.jspecify.annotations.Nullable;

/**
 * One of the workers of a {@link WorkerPool}, with a state of its own: a connection, a parser, a buffer.
 *
 * <p>A worker does one job at a time, each in a thread of its own, and sees all that it did before; its state needs no
 * lock, but must not be bound to a thread. Only {@link #interrupt} is called while another method runs.
 *
 * @param <I> what a job is given
 * @param <O> what comes of it
 */
@FunctionalInterface
@SuppressWarnings("exports") // who has no JSpecify reads the annotations as comments
public interface Worker<I extends @Nullable Object, O extends @Nullable Object> {

    /**
     * Does one job. It should end soon after its thread was interrupted: until then nobody else gets this worker.
     *
     * @param input what the caller of the pool gave
     * @return what the caller gets
     * @throws Exception what the caller gets in an {@code ExecutionException}; the worker stays in the pool
     */
    O process(I input) throws Exception;

    /**
     * Waits until the worker can do a job. Called before each job, in its thread and at the expense of its time. Does
     * nothing unless overridden.
     *
     * @throws InterruptedException if the job is cancelled meanwhile
     */
    default void awaitReady() throws InterruptedException {}

    /**
     * Cuts short the job in hand, for workers that wait where a thread's interrupt is not heard. Called once at most for a
     * job, after its thread was interrupted, by the thread that cancels it, and never once the job has ended; it must not
     * wait for the job. Does nothing unless overridden.
     */
    default void interrupt() {}

    /** Gives up what the worker holds. Called once, after its last job. Does nothing unless overridden. */
    default void close() {}
}
