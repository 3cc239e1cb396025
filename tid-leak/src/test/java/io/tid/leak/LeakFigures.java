package io.tid.leak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineTestKit;

/**
 * What a check costs, as a table for people. No test of the build: it asserts nothing about time, and a machine that does
 * something else beside it gives figures of that.
 *
 * <pre>mvn -B -q -pl tid-leak -am test -Dtest=LeakFigures -Dsurefire.failIfNoSpecifiedTests=false</pre>
 */
class LeakFigures {

    private static final int ROUNDS = 21;
    private static final int TESTS = 1_000;

    private final StringBuilder table = new StringBuilder();

    @Test
    void measure() throws Exception {
        head();
        suites(); // first: the JVM's set of threads does not shrink, and looking through 100,000 empty places takes
        // time
        for (int others : new int[] {10, 1_000, 10_000, 100_000}) {
            withOthers(others, () -> clean(others));
        }
        withOthers(20_000, this::leakAmongOthers);
        plantedAndRepaired();
        System.out.println(table);
    }

    private void head() throws Exception {
        Process git = new ProcessBuilder("git", "rev-parse", "--short", "HEAD").start();
        String commit = new String(git.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
        var system = ManagementFactory.getOperatingSystemMXBean();
        row(String.format(
                Locale.ROOT,
                "%d cores, %s %s, %s %s, commit %s, load %.1f",
                system.getAvailableProcessors(),
                system.getName(),
                system.getArch(),
                System.getProperty("java.vm.name"),
                Runtime.version(),
                commit,
                system.getSystemLoadAverage()));
        row("");
        row("`mvn -B -q -pl tid-leak -am test -Dtest=LeakFigures -Dsurefire.failIfNoSpecifiedTests=false`");
        row("");
        row("| what | median | slowest |");
        row("|---|---:|---:|");
    }

    private void row(String line) {
        table.append(line).append('\n');
    }

    private void time(String what, Runnable work) {
        for (int i = 0; i < ROUNDS; i++) {
            work.run(); // warms up
        }
        long[] tookNs = new long[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            long startNs = System.nanoTime();
            work.run();
            tookNs[i] = System.nanoTime() - startNs;
        }
        Arrays.sort(tookNs);
        row(String.format(
                Locale.ROOT, "| %s | %.2f ms | %.2f ms |", what, tookNs[ROUNDS / 2] / 1e6, tookNs[ROUNDS - 1] / 1e6));
    }

    private void clean(int others) {
        time(
                "check begun and closed, clean, " + others + " others",
                () -> ThreadLeaks.check().close());
        LeakOption before = LeakOption.ignoreCurrent();
        time("one look, clean, " + others + " others", () -> ThreadLeaks.verifyNone(before));
    }

    private void leakAmongOthers() {
        LeakOption before = LeakOption.ignoreCurrent();
        Thread leak = Thread.startVirtualThread(LockSupport::park);
        int[] missed = {0};
        time(
                "a leak among 20,000 others, one look",
                () -> missed[0] += 1
                        - ThreadLeaks.find(before, LeakOption.within(Duration.ZERO))
                                .size());
        long startNs = System.nanoTime();
        missed[0] += 1 - ThreadLeaks.find(before).size();
        long tookNs = System.nanoTime() - startNs;
        row(String.format(Locale.ROOT, "| the same with the usual patience, once | %.0f ms | |", tookNs / 1e6));
        row(String.format(Locale.ROOT, "| missed | %d | |", missed[0]));
        LockSupport.unpark(leak);
    }

    private static void withOthers(int count, Runnable measurement) throws InterruptedException {
        CountDownLatch go = new CountDownLatch(1);
        CountDownLatch there = new CountDownLatch(count);
        List<Thread> others = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            others.add(Thread.startVirtualThread(() -> {
                there.countDown();
                await(go);
            }));
        }
        there.await();
        measurement.run();
        go.countDown();
        for (Thread other : others) {
            other.join();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A millisecond is what a small test with a thread takes; an empty one shows what a check adds. */
    private static void work(long us) {
        if (us > 0) {
            long endNs = System.nanoTime() + TimeUnit.MICROSECONDS.toNanos(us);
            while (System.nanoTime() < endNs) {
                Thread.onSpinWait();
            }
        }
    }

    static class Empty {
        @RepeatedTest(TESTS)
        void test() {
            work(0);
        }
    }

    @VerifyNoThreadLeaks
    static class EmptyChecked {
        @RepeatedTest(TESTS)
        void test() {
            work(0);
        }
    }

    static class Small {
        @RepeatedTest(TESTS)
        void test() {
            work(1_000);
        }
    }

    @VerifyNoThreadLeaks
    static class SmallChecked {
        @RepeatedTest(TESTS)
        void test() {
            work(1_000);
        }
    }

    private void suites() {
        compare("1,000 empty tests", Empty.class, EmptyChecked.class);
        compare("1,000 tests of 1 ms", Small.class, SmallChecked.class);
    }

    /** In turns, the medians compared. */
    private void compare(String what, Class<?> bare, Class<?> checked) {
        int rounds = 7;
        double[] bareMs = new double[rounds];
        double[] checkedMs = new double[rounds];
        run(bare, Map.of());
        run(checked, Map.of());
        for (int i = 0; i < rounds; i++) {
            bareMs[i] = timeMs(bare);
            checkedMs[i] = timeMs(checked);
        }
        Arrays.sort(bareMs);
        Arrays.sort(checkedMs);
        double one = bareMs[rounds / 2];
        double other = checkedMs[rounds / 2];
        row(String.format(Locale.ROOT, "| %s, not checked | %.0f ms | %.0f ms |", what, one, bareMs[rounds - 1]));
        row(String.format(Locale.ROOT, "| %s, checked | %.0f ms | %.0f ms |", what, other, checkedMs[rounds - 1]));
        row(String.format(
                Locale.ROOT,
                "| factor; added for each test | %.3f | %.0f us |",
                other / one,
                (other - one) * 1_000 / TESTS));
    }

    private static double timeMs(Class<?> suite) {
        long startNs = System.nanoTime();
        assertThat(run(suite, Map.of())).isZero();
        return (System.nanoTime() - startNs) / 1e6;
    }

    private static long run(Class<?> suite, Map<String, String> parameters) {
        return EngineTestKit.engine("junit-jupiter")
                .configurationParameters(parameters)
                .selectors(selectClass(suite))
                .execute()
                .allEvents()
                .failed()
                .count();
    }

    private void plantedAndRepaired() throws InterruptedException {
        Map<String, String> parallel = VerifyNoThreadLeaksTest.PARALLEL;
        long falseAlarms = 0;
        long missed = 0;
        for (int i = 0; i < 20; i++) {
            falseAlarms += run(Suites.Shared.class, parallel) + run(Suites.OwnScopes.class, parallel);
            missed += 1 - run(Suites.AtOnce.class, parallel);
            Leftovers.end();
        }
        row(String.format(
                Locale.ROOT,
                "| false alarms in 20 runs in parallel of 5 clean tests that start threads | %d | |",
                falseAlarms));
        row(String.format(Locale.ROOT, "| planted leaks missed in 20 runs in parallel | %d | |", missed));
    }
}
