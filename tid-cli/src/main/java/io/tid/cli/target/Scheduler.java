package io.tid.cli.target;

import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandles;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ForkJoinPool;

/**
 * The scheduler of virtual threads, read where {@code jcmd Thread.vthread_scheduler} reads it, read-only:
 * {@code java.lang.VirtualThread.DEFAULT_SCHEDULER}, a {@link ForkJoinPool}, which is then asked by its public methods,
 * and the {@link Pollers}. Each is looked up by what is there, may be missing alone, and is then reported as missing.
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

    /** None where there is no scheduler yet; else its numbers, and the pollers' where there are such. */
    Numbers numbers() {
        Numbers numbers = new Numbers();
        OptionalLong virtual = Counts.virtual();
        List<Thread> threads = platformThreads();
        if (virtual.orElse(0) == 0 && !hasStarted(threads)) {
            return numbers;
        }
        OptionalLong mounted = Counts.mounted();
        OptionalLong queued = OptionalLong.empty();
        try {
            ForkJoinPool pool = pool();
            queued = OptionalLong.of(pool.getQueuedTaskCount() + pool.getQueuedSubmissionCount());
            numbers.put("parallelism", pool.getParallelism()).put("carriers", pool.getPoolSize());
        } catch (ReflectiveOperationException | RuntimeException anotherJdk) {
            numbers.put("parallelism", OptionalLong.empty()).put("carriers", OptionalLong.empty());
            numbers.miss("no scheduler: " + elsewhere(anotherJdk));
        }
        numbers.put("mounted", mounted).put("queued", queued);
        boolean allKnown = virtual.isPresent() && mounted.isPresent() && queued.isPresent();
        // read one after the other while they move: never below none
        numbers.put(
                "parked",
                allKnown
                        ? OptionalLong.of(Math.max(0, virtual.getAsLong() - mounted.getAsLong() - queued.getAsLong()))
                        : OptionalLong.empty());
        if (threads.stream().anyMatch(Scheduler::isPoller)) {
            try {
                new Pollers().count(numbers);
            } catch (ReflectiveOperationException | RuntimeException anotherJdk) {
                numbers.miss("no pollers: " + elsewhere(anotherJdk));
            }
        }
        Counts.missing().ifPresent(numbers::miss);
        return numbers;
    }

    private static String elsewhere(Exception e) {
        return "this JDK (" + Runtime.version() + ") keeps them in another way (" + e + ")";
    }

    /** Whether the class of virtual threads has been used: where using it starts a thread, that is there. */
    private static boolean hasStarted(List<Thread> threads) {
        try {
            boolean startsThread = Arrays.stream(Class.forName("java.lang.VirtualThread", false, null)
                            .getDeclaredMethods())
                    .anyMatch(method -> method.getName().equals("unblockVirtualThreads"));
            return !startsThread
                    || threads.stream().anyMatch(thread -> thread.getName().equals("VirtualThread-unblocker"));
        } catch (ClassNotFoundException anotherJdk) {
            return false;
        }
    }

    /** {@code MasterPoller}, {@code Master-Poller}, {@code Read-Poller}: a thread of the JDK's own. */
    private static boolean isPoller(Thread thread) {
        return thread.getName().endsWith("Poller")
                && thread.getClass().getName().equals("jdk.internal.misc.InnocuousThread");
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
        return (ForkJoinPool) MethodHandles.privateLookupIn(type, MethodHandles.lookup())
                .findStaticVarHandle(type, "DEFAULT_SCHEDULER", ForkJoinPool.class)
                .get();
    }
}
