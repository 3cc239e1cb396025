package io.tid.jmh;

import io.tid.Tid;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
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

/** Whether it matters how many other threads are alive: virtual ones, parked, each of which asked for its label once. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
public class LiveThreadsBenchmark {

    @Param({"1", "1000000"})
    public int live;

    private final CountDownLatch release = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @Setup
    public void park() throws InterruptedException {
        CountDownLatch started = new CountDownLatch(live);
        for (int i = 0; i < live; i++) {
            threads.execute(() -> {
                Tid.label();
                started.countDown();
                awaitRelease();
            });
        }
        started.await();
    }

    private void awaitRelease() {
        try {
            release.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts these", e);
        }
    }

    @TearDown
    public void release() {
        release.countDown();
        threads.close();
    }

    @Benchmark
    public long current() {
        return Tid.current();
    }

    @Benchmark
    public String label() {
        return Tid.label();
    }
}
