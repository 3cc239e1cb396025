package io.tid.executor.user;

import io.tid.LogContext;
import io.tid.executor.BoundedExecutor;
import io.tid.executor.WorkerPool;
import java.util.List;
import java.util.concurrent.Callable;

/** Has threads started in each way, and prints who started them. */
final class Starts {

    private Starts() {}

    /** Runs in a JVM with {@code -Dtid.lineage=creator}. */
    public static void main(String[] args) throws Exception {
        Callable<StackTraceElement> creator = LogContext::creator;
        LogContext.current();
        try (BoundedExecutor executor = BoundedExecutor.of(2);
                WorkerPool<String, StackTraceElement> pool = WorkerPool.of(1, () -> input -> LogContext.creator())) {
            print(executor.submit(creator).get());
            print(executor.invokeAny(List.of(creator)));
            print(executor.invokeAll(List.of(creator)).getFirst().get());
            print(pool.process(""));
        }
    }

    private static void print(StackTraceElement creator) {
        System.out.println(creator.getClassName() + "." + creator.getMethodName());
    }
}
