package io.tid.example.runs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * Whether the leak checks cry wolf, and whether they miss one: the unit tests of the project's own modules, again and
 * again, each run in a JVM of its own, in parallel, with leaks planted in one test of eight. No test of the build, as it
 * takes minutes; it fails if there was a false alarm or a leak was missed.
 *
 * <pre>mvn -B -q -pl examples -am test -Dtest=LeakRuns -Dsurefire.failIfNoSpecifiedTests=false -Dleak.runs=20</pre>
 *
 * On another JDK with {@code -Dtest.jdk} as well. The report is written to the file that {@code -Dleak.report} names, seen
 * from this module's folder.
 */
class LeakRuns {

    private static final int RUNS = Integer.getInteger("leak.runs", 2);
    private static final String COMMAND = "mvn -B -q -pl examples -am test -Dtest=LeakRuns"
            + " -Dsurefire.failIfNoSpecifiedTests=false -Dleak.runs=" + RUNS;
    private static final int LONGEST_MINUTES = 5;

    /** A module's unit tests, but those whose name matches. */
    private record Suite(String folder, String without) {}

    /**
     * Left out are the tests that want a context which is empty, or that clear it: a test under the checks has one. Those of
     * tid-profile count all threads of the JVM, so that a planted one would be one too many.
     */
    private static final List<Suite> SUITES = List.of(
            new Suite("tid-core", ".*(LogContext.*|ModulePath)Test"),
            new Suite("log4j-plugin", ".*Context.*Test"),
            new Suite("tid-executor", ".*CarriesContextTest"),
            new Suite("tid-cli", "nothing"),
            new Suite("jmh", "nothing"));

    @Test
    void run() throws Exception {
        StringBuilder report = new StringBuilder(head());
        Sum all = Sum.NONE;
        for (Suite suite : SUITES) {
            Sum sum = Sum.NONE;
            for (int run = 1; run <= RUNS; run++) {
                sum = sum.plus(runOnce(suite, run));
            }
            report.append(row(suite.folder, RUNS, sum));
            all = all.plus(sum);
        }
        report.append(row("all", SUITES.size() * RUNS, all));
        Files.writeString(Path.of(System.getProperty("leak.report", "target/leak-runs.txt")), report);
        System.out.println(report);
        assertThat(all.missed() + all.falseAlarms() + all.failures()).isZero();
        assertThat(all.planted()).isPositive();
    }

    private static String head() throws IOException {
        Process git = new ProcessBuilder("git", "rev-parse", "--short", "HEAD").start();
        String commit = new String(git.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
        var system = ManagementFactory.getOperatingSystemMXBean();
        return String.format(
                Locale.ROOT,
                "Leak checks on the project's own unit tests, %s, commit %s%n%d cores, %s %s, %s %s%n%s%n%n%-14s%6s%8s%9s%8s%14s%10s%n",
                LocalDate.now(ZoneOffset.UTC),
                commit,
                system.getAvailableProcessors(),
                system.getName(),
                system.getArch(),
                System.getProperty("java.vm.name"),
                Runtime.version(),
                COMMAND,
                "suite",
                "runs",
                "tests",
                "planted",
                "missed",
                "false alarms",
                "failures");
    }

    private static String row(String suite, int runs, Sum sum) {
        return String.format(
                Locale.ROOT,
                "%-14s%6d%8d%9d%8d%14d%10d%n",
                suite,
                runs,
                sum.tests(),
                sum.planted(),
                sum.missed(),
                sum.falseAlarms(),
                sum.failures());
    }

    /** The seed is the run's number, so that a run can be had again. */
    private static Sum runOnce(Suite suite, int run) throws IOException, InterruptedException {
        Path folder = Path.of("..", suite.folder).toAbsolutePath().normalize();
        Path classes = folder.resolve(Path.of("target", "test-classes"));
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-exports",
                "java.base/jdk.internal.vm=ALL-UNNAMED",
                "--add-opens",
                "java.base/java.lang=ALL-UNNAMED",
                "--add-opens",
                "java.base/jdk.internal.misc=ALL-UNNAMED", // for Agrona, in the tests of tid-core
                "-Dleak.seed=" + run,
                "-cp",
                classes + File.pathSeparator + System.getProperty("java.class.path"),
                OwnSuite.class.getName(),
                classes.toString(),
                suite.without);
        Path said = Files.createTempFile("leak-run", ".txt");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        if (!process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly().waitFor();
        }
        List<String> lines = new String(Files.readAllBytes(said), StandardCharsets.UTF_8)
                .lines()
                .toList();
        Files.delete(said);
        boolean ended = !lines.isEmpty() && lines.get(lines.size() - 1).startsWith(Sum.BEGINNING);
        Sum sum = ended ? Sum.of(lines.get(lines.size() - 1)) : null;
        if (sum == null || !sum.isAsItShouldBe()) {
            System.out.println(suite.folder + ", run " + run + ":");
            lines.forEach(System.out::println);
        }
        return Objects.requireNonNull(sum, "the run must end with its sum");
    }
}
