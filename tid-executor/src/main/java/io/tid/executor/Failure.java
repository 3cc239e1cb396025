package io.tid.executor;

import io.tid.Tid;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * What a task threw that nobody waits for.
 *
 * @param task the task, as it was given to {@code execute}
 * @param id the id of the thread that ran it, as {@link Tid#of} gives it
 * @param parentId the id of the thread that gave it to {@code execute}, which may have ended; {@code id} itself for a
 *     nested task that ran in place
 * @param cause what it threw
 */
public record Failure(Runnable task, long id, long parentId, Throwable cause) {

    private static final System.Logger LOG = System.getLogger("io.tid.executor");

    /** Checks that nothing is missing. */
    public Failure {
        Objects.requireNonNull(task, "task must not be null: task=null");
        Objects.requireNonNull(cause, "cause must not be null: cause=null");
    }

    /** Whatever the handler does, the failure is told: if not by the handler then by the logger. */
    static void report(Failure failure, Consumer<? super Failure> handler) {
        try {
            handler.accept(failure);
        } catch (Throwable ofHandler) {
            failure.log();
            LOG.log(System.Logger.Level.ERROR, "the handler of failures must not throw", ofHandler);
        }
    }

    void log() {
        LOG.log(System.Logger.Level.ERROR, toString(), cause);
    }

    /**
     * Who failed, such as {@code task failed: gid=gid-60 parent=gid-1 task=com.example.Import$$Lambda/0x00007f3a}. The task
     * is named by its class: its own {@code toString} may throw, and may tell what belongs in no log.
     */
    @Override
    public String toString() {
        return "task failed: gid=" + Tid.label(id) + " parent=" + Tid.label(parentId) + " task="
                + task.getClass().getName();
    }
}
