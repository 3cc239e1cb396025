package io.tid;

import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Tasks that bring their context. */
final class ContextTasks {

    private ContextTasks() {}

    static Runnable of(LogContext context, Runnable task) {
        Objects.requireNonNull(task, "task must not be null: task=null");
        return () -> context.run(task);
    }

    static <T extends @Nullable Object> Callable<T> of(LogContext context, Callable<T> task) {
        Objects.requireNonNull(task, "task must not be null: task=null");
        return () -> context.<T, Exception>call(task::call);
    }

    static <T extends @Nullable Object> Supplier<T> of(LogContext context, Supplier<T> task) {
        Objects.requireNonNull(task, "task must not be null: task=null");
        return () -> context.<T, RuntimeException>call(task::get);
    }

    static Executor of(Executor executor) {
        Objects.requireNonNull(executor, "executor must not be null: executor=null");
        return task -> executor.execute(LogContext.wrap(task));
    }
}
