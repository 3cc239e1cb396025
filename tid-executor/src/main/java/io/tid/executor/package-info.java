/**
 * How many may run.
 *
 * <p>{@link BoundedExecutor} starts a virtual thread for each task, and at most so many at once;
 * {@link WorkerPool} lends out workers that have a state of their own. Both hand the submitter's
 * {@link io.tid.LogContext} to the task by pointer, because it is the submitter that starts the thread.
 */
@NullMarked
package io.tid.executor;

import org.jspecify.annotations.NullMarked;
