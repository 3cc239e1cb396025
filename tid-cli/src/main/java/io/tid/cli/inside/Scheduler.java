package io.tid.cli.inside;

import io.tid.profile.Threads;
import java.io.IOException;
import java.io.Writer;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ForkJoinPool;

/**
 * The scheduler of virtual threads, read where {@code jcmd Thread.vthread_scheduler} reads it. All that the command
 * touches of the JDK's internals beyond what {@code tid-profile} does, read-only:
 *
 * <ul>
 *   <li>{@code java.lang.VirtualThread.DEFAULT_SCHEDULER}, a {@link ForkJoinPool}, which is then asked by its public
 *       methods;
 *   <li>{@code sun.nio.ch.Poller}: its pollers, and how many threads wait at each.
 * </ul>
 *
 * <p>Both classes start threads when they are first used ({@code jcmd Thread.vthread_pollers} does so in a JVM that has
 * no socket yet), so neither is touched before the application has used it; a thread of theirs tells.
 */
final class Scheduler {

    private static final Module BASE = Object.class.getModule();

    Scheduler(Instrumentation instrumentation) {
        instrumentation.redefineModule(
                BASE,
                Set.of(),
                Map.of(),
                Map.of("sun.nio.ch", Set.of(Scheduler.class.getModule())),
                Set.of(),
                Map.of());
    }

    /** Nothing where there is no scheduler yet; else its numbers, and the pollers' where there are such. */
    void write(Writer out) throws IOException {
        long virtual = Threads.countVirtual();
        boolean[] started = started();
        if (virtual <= 0 && !started[0]) {
            return;
        }
        try {
            ForkJoinPool pool = pool();
            long mounted = Threads.countMounted();
            long queued = pool.getQueuedTaskCount() + pool.getQueuedSubmissionCount();
            Inside.line(out, "parallelism", pool.getParallelism());
            Inside.line(out, "carriers", pool.getPoolSize());
            Inside.line(out, "mounted", mounted);
            Inside.line(out, "queued", queued);
            // read one after the other while they move: never below none
            Inside.line(out, "parked", Math.max(0, virtual - mounted - queued));
            if (started[1]) {
                pollers(out);
            }
        } catch (ReflectiveOperationException anotherJdk) {
            throw new IllegalStateException(
                    "this JDK (" + Runtime.version() + ") keeps its scheduler in another way", anotherJdk);
        }
    }

    /** Whether threads of the scheduler are there, and threads of the pollers. */
    private static boolean[] started() {
        boolean[] started = {Runtime.version().feature() < 24, false}; // before 24 the scheduler's class starts none
        for (Thread thread : platformThreads()) {
            String name = thread.getName();
            started[0] |= name.equals("VirtualThread-unblocker");
            started[1] |= name.equals("MasterPoller") || name.equals("Read-Poller");
        }
        return started;
    }

    /** All of them, but those that start meanwhile. */
    static List<Thread> platformThreads() {
        ThreadGroup top = Thread.currentThread().getThreadGroup();
        while (top.getParent() != null) {
            top = top.getParent();
        }
        Thread[] threads = new Thread[top.activeCount() * 2 + 64];
        return Arrays.asList(threads).subList(0, top.enumerate(threads));
    }

    private static ForkJoinPool pool() throws ReflectiveOperationException {
        Class<?> type = Class.forName("java.lang.VirtualThread");
        return (ForkJoinPool) lookupIn(type)
                .findStaticVarHandle(type, "DEFAULT_SCHEDULER", ForkJoinPool.class)
                .get();
    }

    private static void pollers(Writer out) throws IOException, ReflectiveOperationException {
        Class<?> type = Class.forName("sun.nio.ch.Poller");
        Lookup lookup = lookupIn(type);
        long[] read;
        long[] write;
        if (Runtime.version().feature() >= 22) {
            MethodType list = MethodType.methodType(List.class);
            MethodHandle registered = lookup.findVirtual(type, "registered", MethodType.methodType(int.class));
            read = registered(lookup.findStatic(type, "readPollers", list), registered);
            write = registered(lookup.findStatic(type, "writePollers", list), registered);
        } else {
            MethodHandle map = lookup.findGetter(type, "map", Map.class);
            MethodHandle registered = MethodHandles.filterReturnValue(
                    map, lookup.findVirtual(Map.class, "size", MethodType.methodType(int.class)));
            MethodHandle asList = MethodHandles.publicLookup()
                    .findStatic(Arrays.class, "asList", MethodType.methodType(List.class, Object[].class))
                    .asFixedArity();
            Class<?> array = type.arrayType();
            read = registered(
                    MethodHandles.filterReturnValue(
                            lookup.findStaticGetter(type, "READ_POLLERS", array)
                                    .asType(MethodType.methodType(Object[].class)),
                            asList),
                    registered);
            write = registered(
                    MethodHandles.filterReturnValue(
                            lookup.findStaticGetter(type, "WRITE_POLLERS", array)
                                    .asType(MethodType.methodType(Object[].class)),
                            asList),
                    registered);
        }
        Inside.line(out, "pollers", read.length + write.length);
        Inside.line(out, "waitingToRead", Arrays.stream(read).sum());
        Inside.line(out, "waitingToWrite", Arrays.stream(write).sum());
    }

    private static long[] registered(MethodHandle pollers, MethodHandle registered) {
        try {
            List<?> list = (List<?>) pollers.invoke();
            long[] counts = new long[list.size()];
            for (int i = 0; i < counts.length; i++) {
                counts[i] = (int) registered.invoke(list.get(i));
            }
            return counts;
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable undeclared) {
            throw new AssertionError(undeclared);
        }
    }

    private static Lookup lookupIn(Class<?> type) throws IllegalAccessException {
        return MethodHandles.privateLookupIn(type, MethodHandles.lookup());
    }
}
