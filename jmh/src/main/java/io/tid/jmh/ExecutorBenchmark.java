package io.tid.jmh;

import io.tid.executor.BoundedExecutor;
import io.tid.executor.WorkerPool;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A task that does nothing: started under a limit, or given to one of a fixed number of workers. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ExecutorBenchmark {

    static final String UNFAIR = "unfair Semaphore";
    static final String FAIR = "fair Semaphore";
    static final String BOUNDED = "BoundedExecutor";
    static final String FIXED = "fixed thread pool";
    static final String POOL = "WorkerPool";

    private static final int LIMIT = 10;
    private static final int WORKERS = 2;

    /** What starts a virtual thread for each task, and no more than the limit. */
    @State(Scope.Benchmark)
    @SuppressWarnings("NullAway.Init") // JMH calls open() first
    public static class Limit {

        @Param({UNFAIR, FAIR, BOUNDED})
        public String limiter;

        private ExecutorService executor;
        private Semaphore permits;

        @Setup
        public void open() {
            permits = new Semaphore(LIMIT, limiter.equals(FAIR));
            executor =
                    limiter.equals(BOUNDED) ? BoundedExecutor.of(LIMIT) : Executors.newVirtualThreadPerTaskExecutor();
        }

        @TearDown
        public void close() {
            executor.close();
        }

        private Integer submitAndGet(Callable<Integer> task) throws InterruptedException, ExecutionException {
            if (limiter.equals(BOUNDED)) {
                return executor.submit(task).get();
            }
            permits.acquire();
            return executor.submit(() -> {
                        try {
                            return task.call();
                        } finally {
                            permits.release();
                        }
                    })
                    .get();
        }

        private void execute(Runnable task) throws InterruptedException {
            if (limiter.equals(BOUNDED)) {
                executor.execute(task);
                return;
            }
            permits.acquire();
            executor.execute(() -> {
                try {
                    task.run();
                } finally {
                    permits.release();
                }
            });
        }
    }

    /** What does a job with one of so many workers, and gives its result back. */
    @State(Scope.Benchmark)
    @SuppressWarnings("NullAway.Init") // JMH calls open() first
    public static class Workers {

        @Param({FIXED, POOL})
        public String workers;

        private ExecutorService fixed;
        private WorkerPool<Integer, Integer> pool;

        @Setup
        public void open() {
            fixed = Executors.newFixedThreadPool(WORKERS);
            pool = WorkerPool.of(WORKERS, () -> input -> input);
        }

        @TearDown
        public void close() {
            fixed.close();
            pool.close();
        }
    }

    /** One at a time: nobody ever waits for a place. */
    @Benchmark
    public Integer submitAndGet(Limit limit) throws InterruptedException, ExecutionException {
        return limit.submitAndGet(() -> LIMIT);
    }

    /** As fast as it can: the limit is reached, and the submitter waits for places. */
    @Benchmark
    public void executeAtTheLimit(Limit limit) throws InterruptedException {
        limit.execute(() -> {});
    }

    @Benchmark
    public Integer process(Workers workers) throws InterruptedException, ExecutionException {
        return workers.workers.equals(POOL)
                ? workers.pool.process(WORKERS)
                : workers.fixed.submit(() -> WORKERS).get();
    }
}
