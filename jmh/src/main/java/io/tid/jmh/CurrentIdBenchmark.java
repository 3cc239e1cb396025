package io.tid.jmh;

import io.tid.Tid;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/** Who am I, asked in every way that a JVM offers. Each method returns the id of the thread that runs it. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CurrentIdBenchmark {

    private static final ThreadLocal<Long> COPY =
            ThreadLocal.withInitial(() -> Thread.currentThread().threadId());

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** What the harness itself costs: asks nothing, and returns a number, as the others do. */
    @Benchmark
    public long empty() {
        return 60;
    }

    /** The floor: the JVM's own field, with nothing of ours in between. */
    @Benchmark
    public long bare() {
        return Thread.currentThread().threadId();
    }

    @Benchmark
    public long tid() {
        return Tid.current();
    }

    /** A copy of the id kept per thread, as libraries do that cache it. */
    @Benchmark
    public long threadLocal() {
        return COPY.get();
    }

    @Benchmark
    public int slot() {
        return Tid.slot();
    }

    /** {@code Thread[#60,main,5,main]}, read between {@code #} and the comma. */
    @Benchmark
    public long threadToString() {
        return Headers.id(Thread.currentThread().toString(), "#");
    }

    /** {@code "main" prio=5 Id=60 RUNNABLE}: only for platform threads, for virtual ones the JVM has no ThreadInfo. */
    @Benchmark
    public long threadInfo() {
        long self = Thread.currentThread().threadId(); // the bean answers for an id only
        return Headers.id(THREADS.getThreadInfo(self, Integer.MAX_VALUE).toString(), " Id=");
    }
}
