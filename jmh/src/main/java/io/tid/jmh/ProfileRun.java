package io.tid.jmh;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import io.tid.LogContext;
import io.tid.profile.ThreadProfile;
import io.tid.profile.Threads;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/** Measures, in a JVM of its own, the profile of so many parked virtual threads: about 17 frames, ten stacks. */
final class ProfileRun {

    private static final int STACKS = 10;
    private static final int FRAMES = 9; // and the JDK's own: about 17

    private static final AtomicLong PARKED = new AtomicLong();

    private final Map<String, Object> figures = new LinkedHashMap<>();

    private ProfileRun() {}

    /** Prints one JSON object. */
    public static void main(String[] args) throws Exception {
        ProfileRun run = new ProfileRun();
        int threads = Integer.parseInt(args[0]);
        park(threads, args[1].equals("context"));
        if (args[1].equals("heap")) {
            run.heap();
        } else {
            run.measure(threads, args[1].equals("context"));
        }
        System.out.println(new ObjectMapper().writeValueAsString(run.figures));
        System.exit(0); // the threads stay parked
    }

    private static void park(int threads, boolean context) throws InterruptedException {
        long before = Threads.count();
        for (int i = 0; i < threads; i++) {
            int stack = i % STACKS;
            Runnable start = () -> Thread.startVirtualThread(() -> even(stack, FRAMES));
            if (context) {
                LogContext.empty().with("user", "user-" + stack).run(start);
            } else {
                start.run();
            }
        }
        while (PARKED.get() < threads || Threads.count() < before + threads) {
            LockSupport.parkNanos(1_000_000);
        }
        Thread.sleep(200); // those that counted themselves are about to park
    }

    /** The most heap in use after a collection while a profile is taken, beyond what the threads take. */
    private void heap() throws InterruptedException {
        ThreadProfile.take();
        long usedBefore = used();
        HeapAfterGc heap = new HeapAfterGc();
        ThreadProfile.take();
        figures.put("heapPeakKb", Math.max(0, heap.mostUsed() - usedBefore) >> 10);
        figures.put("collections", heap.collections());
    }

    private void measure(int threads, boolean context) throws Exception {
        int rounds = threads > 200_000 ? 3 : 11;
        figures.put("threads", threads);
        figures.put("contexts", context ? STACKS : 0);
        figures.put("countFirstMs", ms(Threads::count));
        figures.put("countMs", median(rounds * 3, Threads::count));
        figures.put("counted", Threads.countVirtual());
        figures.put("takeFirstMs", ms(() -> ThreadProfile.take().total()));
        figures.put("takeMs", median(rounds, () -> ThreadProfile.take().total()));
        long cpuNs = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        for (int i = 0; i < 3; i++) {
            ThreadProfile.take();
        }
        cpuNs = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpuNs;
        figures.put("takeCpuMs", rounded(cpuNs / 3));
        long usedBefore = used();
        ThreadProfile profile = ThreadProfile.take();
        figures.put("keptKb", Math.max(0, used() - usedBefore) / 1024);
        figures.put("groups", profile.groups().size());
        StringBuilder text = new StringBuilder();
        profile.writeText(text);
        figures.put("textBytes", text.length());
        stalls();
        if (Runtime.version().feature() == 21 && threads <= 100_000) { // it crashes JDK 25 (JDK-8364343)
            dump();
        }
    }

    /** The longest time that a thread which only reads the clock did not get to do so, without and with profiles. */
    private void stalls() throws InterruptedException {
        for (String name : new String[] {"worstGapIdleMs", "worstGapProfiledMs"}) {
            AtomicLong worst = new AtomicLong();
            Thread clock = Thread.ofPlatform().start(() -> {
                long last = System.nanoTime();
                while (!Thread.currentThread().isInterrupted()) {
                    long now = System.nanoTime();
                    worst.accumulateAndGet(now - last, Math::max);
                    last = now;
                }
            });
            long end = System.nanoTime() + 2_000_000_000;
            do {
                if (name.contains("Idle")) {
                    Thread.sleep(100);
                } else {
                    ThreadProfile.take();
                }
            } while (System.nanoTime() < end);
            clock.interrupt();
            clock.join();
            figures.put(name, rounded(worst.get()));
        }
    }

    private void dump() throws IOException {
        HotSpotDiagnosticMXBean bean = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        Path folder = Files.createTempDirectory("dump");
        double[] times = new double[3];
        Path file = folder;
        for (int i = 0; i < times.length; i++) {
            file = folder.resolve(i + ".json");
            String path = file.toString();
            times[i] = ms(() -> {
                try {
                    bean.dumpThreads(path, ThreadDumpFormat.JSON);
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
                return 0;
            });
        }
        Arrays.sort(times);
        figures.put("jdkDumpMs", times[1]);
        figures.put("jdkDumpBytes", Files.size(file));
        for (int i = 0; i < times.length; i++) {
            Files.delete(folder.resolve(i + ".json"));
        }
        Files.delete(folder);
    }

    private static long used() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static double median(int rounds, LongSupplier work) {
        double[] times = new double[rounds];
        for (int i = 0; i < rounds; i++) {
            times[i] = ms(work);
        }
        Arrays.sort(times);
        return times[rounds / 2];
    }

    private static double ms(LongSupplier work) {
        long start = System.nanoTime();
        long result = work.getAsLong();
        long time = System.nanoTime() - start;
        return result == Long.MIN_VALUE ? 0 : rounded(time);
    }

    /** Nanoseconds as milliseconds, to the hundredth. */
    private static double rounded(long ns) {
        return Math.round(ns / 10_000.0) / 100.0;
    }

    private static void even(int stack, int left) {
        if (left == 0) {
            PARKED.incrementAndGet();
            LockSupport.park();
        } else if ((stack & 1) == 0) {
            even(stack >> 1, left - 1);
        } else {
            odd(stack >> 1, left - 1);
        }
    }

    private static void odd(int stack, int left) {
        even(stack, left);
    }
}
