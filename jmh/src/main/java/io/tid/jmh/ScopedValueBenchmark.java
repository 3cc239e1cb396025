package io.tid.jmh;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.infra.Blackhole;

/**
 * The id bound to a {@code ScopedValue}, which is final from Java 25 on and out of reach of class files for 21: hence
 * the method handles, which the JIT folds away. The runner leaves this class out on an older JDK.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ScopedValueBenchmark {

    /** Reads under one binding, so that binding it is not what gets measured. */
    private static final int READS = 10_000;

    private static final Object ID;
    private static final MethodHandle GET;
    private static final MethodHandle WHERE;
    private static final MethodHandle RUN;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.publicLookup();
            Class<?> scopedValue = Class.forName("java.lang.ScopedValue");
            Class<?> carrier = Class.forName("java.lang.ScopedValue$Carrier");
            ID = lookup.findStatic(scopedValue, "newInstance", MethodType.methodType(scopedValue))
                    .invoke();
            GET = lookup.findVirtual(scopedValue, "get", MethodType.methodType(Object.class))
                    .bindTo(ID)
                    .asType(MethodType.methodType(long.class));
            WHERE = lookup.findStatic(scopedValue, "where", MethodType.methodType(carrier, scopedValue, Object.class))
                    .bindTo(ID)
                    .asType(MethodType.methodType(Object.class, Object.class));
            RUN = lookup.findVirtual(carrier, "run", MethodType.methodType(void.class, Runnable.class))
                    .asType(MethodType.methodType(void.class, Object.class, Runnable.class));
        } catch (Throwable e) { // what invoking a handle is declared to throw
            throw new ExceptionInInitializerError(e);
        }
    }

    @Benchmark
    @OperationsPerInvocation(READS)
    public void scopedValue(Blackhole blackhole) throws Throwable {
        Object bound = WHERE.invokeExact((Object) Thread.currentThread().threadId());
        RUN.invokeExact(bound, (Runnable) () -> read(blackhole));
    }

    private static void read(Blackhole blackhole) {
        try {
            for (int i = 0; i < READS; i++) {
                blackhole.consume((long) GET.invokeExact());
            }
        } catch (Throwable e) {
            throw new IllegalStateException("a bound value can be read", e);
        }
    }
}
