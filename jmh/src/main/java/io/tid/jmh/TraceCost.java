package io.tid.jmh;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import jdk.jfr.FlightRecorder;
import jdk.jfr.RecordingState;

/**
 * What {@code tid trace} costs the JVM that it looks into: {@code ./bench trace}. Virtual threads do one kind of work as
 * fast as they can, in this JVM; what they get done in a second of processor time is counted in turn without and with a trace. Writes
 * {@code trace-JDK.md}.
 */
public final class TraceCost {

    /** So many because threads that hand over change between habits by themselves, a fifth of their speed apart. */
    private static final int ROUNDS = 7;

    private static final int WORKERS = 64; // so many that no carrier ever idles: waking one would drown all else
    private static final long WINDOW_MS = 2_000;
    private static final long SETTLE_MS = 500;

    private static final LongAdder DONE = new LongAdder();

    private TraceCost() {}

    /**
     * Measures and writes.
     *
     * @param args none
     * @throws Exception if the command fails
     */
    public static void main(String[] args) throws Exception {
        StringBuilder text = new StringBuilder("# What tid trace costs the JVM that it looks into\n\n");
        Machine.describe("./bench trace")
                .forEach((key, value) ->
                        text.append("- ").append(key).append(": ").append(value).append('\n'));
        text.append("\nOperations in a second of processor time, of all the process's threads; of ")
                .append(ROUNDS)
                .append(" windows in turn; with / without is the median");
        text.append(" of the ratios of neighbours.\n\n| work | without | with | with / without | lowest | highest |\n");
        text.append("|---|--:|--:|--:|--:|--:|\n");
        for (String work : List.of("hand over", "start and join", "compute")) {
            List<Thread> workers = start(work);
            text.append(measure(work));
            workers.forEach(Thread::interrupt);
            for (Thread worker : workers) {
                worker.join();
            }
        }
        System.out.println(text);
        Path folder = Path.of(System.getProperty("bench.dir", "."));
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("trace-" + Runtime.version().feature() + ".md"), text);
    }

    private static List<Thread> start(String work) {
        List<Thread> workers = new ArrayList<>();
        for (int i = 0; i < WORKERS; i++) {
            SynchronousQueue<Integer> queue = new SynchronousQueue<>();
            switch (work) {
                case "hand over" -> {
                    workers.add(worker(() -> queue.put(1)));
                    workers.add(worker(queue::take));
                }
                case "start and join" ->
                    workers.add(worker(() -> Thread.startVirtualThread(() -> {}).join()));
                default ->
                    workers.add(worker(() -> {
                        long end = System.nanoTime() + 100_000;
                        while (System.nanoTime() < end) {
                            Thread.onSpinWait();
                        }
                        LockSupport.parkNanos(1);
                    }));
            }
        }
        return workers;
    }

    private static Thread worker(Work work) {
        return Thread.startVirtualThread(() -> {
            try {
                while (!Thread.currentThread().isInterrupted()) {
                    work.run();
                    DONE.increment();
                }
            } catch (InterruptedException asked) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private static String measure(String work) throws Exception {
        double[] without = new double[ROUNDS];
        double[] with = new double[ROUNDS];
        double[] ratios = new double[ROUNDS];
        rate(); // warms up
        for (int round = 0; round < ROUNDS; round++) {
            without[round] = rate();
            with[round] = traced();
            ratios[round] = with[round] / without[round];
            System.out.printf(
                    Locale.ROOT,
                    "%s: %.0f without, %.0f with, %.3f%n",
                    work,
                    without[round],
                    with[round],
                    ratios[round]);
        }
        Arrays.sort(ratios);
        return String.format(
                Locale.ROOT,
                "| %s | %.0f | %.0f | %.3f | %.3f | %.3f |%n",
                work,
                median(without),
                median(with),
                median(ratios),
                ratios[0],
                ratios[ROUNDS - 1]);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[ROUNDS / 2];
    }

    /** While the recording runs: the command sleeps then, and reads what was recorded afterwards. */
    private static double traced() throws Exception {
        Process trace = new ProcessBuilder(
                        System.getProperty("bench.tid", "./tid"),
                        "trace",
                        Long.toString(ProcessHandle.current().pid()),
                        "--for",
                        (WINDOW_MS + 4 * SETTLE_MS) + "ms",
                        "--json")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        BooleanSupplier records = () -> FlightRecorder.isInitialized()
                && FlightRecorder.getFlightRecorder().getRecordings().stream()
                        .anyMatch(recording -> recording.getState() == RecordingState.RUNNING);
        while (!records.getAsBoolean()) {
            if (!trace.isAlive()) {
                throw new IllegalStateException("tid trace must record: exit code=" + trace.exitValue());
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
        double rate = rate();
        if (!records.getAsBoolean() || trace.waitFor() != 0) {
            throw new IllegalStateException("tid trace must record all the time, and end well");
        }
        return rate;
    }

    /** Operations in a second of this process's processor time, which others on the machine disturb least. */
    private static double rate() throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(SETTLE_MS);
        long from = DONE.sum();
        long start = cpuTimeNs();
        TimeUnit.MILLISECONDS.sleep(WINDOW_MS);
        return (DONE.sum() - from) * 1e9 / (cpuTimeNs() - start);
    }

    private static long cpuTimeNs() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    private interface Work {
        void run() throws InterruptedException;
    }
}
