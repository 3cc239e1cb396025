package io.tid.example.runs;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClasspathRoots;

import io.tid.leak.ThreadLeakError;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.ClassNameFilter;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.opentest4j.TestAbortedException;

/**
 * One run of a module's unit tests in this JVM: in parallel, every test under the checks, with leaks planted. The last line
 * that it prints says what came of it.
 */
final class OwnSuite implements TestExecutionListener {

    private static final Map<String, String> CHECKED = Map.of(
            "junit.jupiter.extensions.autodetection.enabled", "true",
            "junit.jupiter.execution.parallel.enabled", "true",
            "junit.jupiter.execution.parallel.mode.classes.default", "concurrent",
            "junit.jupiter.execution.parallel.config.strategy", "fixed",
            "junit.jupiter.execution.parallel.config.fixed.parallelism", "4",
            "tid.leak.run", "true",
            "tid.leak.ignoreName", "Log4j2-*, HttpClient-*",
            "tid.leak.withinMs", "2000");

    private final Map<Long, String> planted = Planter.planted();

    /** Those that were found in the test that they were planted in. */
    private final Set<Long> found = new HashSet<>();

    private int tests;
    private int falseAlarms;
    private int failures;

    private OwnSuite() {}

    /** Wants the folder of the test classes, and the pattern of the names of those to leave out. */
    public static void main(String[] args) {
        OwnSuite suite = new OwnSuite();
        try (LauncherSession session = LauncherFactory.openSession()) {
            session.getLauncher()
                    .execute(
                            LauncherDiscoveryRequestBuilder.request()
                                    .selectors(selectClasspathRoots(Set.of(Path.of(args[0]))))
                                    .filters(
                                            ClassNameFilter.includeClassNamePatterns(".*Test"),
                                            ClassNameFilter.excludeClassNamePatterns(args[1]))
                                    .configurationParameters(CHECKED)
                                    .build(),
                            suite);
            Planter.end();
        } catch (ThreadLeakError ofTheRun) {
            suite.judge("the run", ofTheRun);
        }
        System.out.println(suite.sum().line());
        System.exit(0);
    }

    @Override
    public synchronized void executionFinished(TestIdentifier test, TestExecutionResult result) {
        tests += test.isTest() ? 1 : 0;
        result.getThrowable().ifPresent(failure -> {
            judge(test.getUniqueId(), failure);
            Arrays.stream(failure.getSuppressed()).forEach(suppressed -> judge(test.getUniqueId(), suppressed));
        });
    }

    private synchronized void judge(String where, Throwable failure) {
        if (failure instanceof ThreadLeakError error) {
            int before = falseAlarms;
            error.leaks().forEach(leak -> {
                if (where.equals(planted.get(leak.id()))) {
                    found.add(leak.id());
                } else {
                    falseAlarms++;
                }
            });
            if (falseAlarms > before) {
                System.out.println("false alarm in " + where + ": " + error.getMessage());
            }
        } else if (!(failure instanceof TestAbortedException)) { // an assumption, such as of the JDK's version
            failures++;
            System.out.println("failed: " + where + ": " + failure);
        }
    }

    private synchronized Sum sum() {
        Map<Long, String> missed = new HashMap<>(planted);
        missed.keySet().removeAll(found);
        missed.forEach((id, where) -> System.out.println("missed: thread " + id + " in " + where));
        return new Sum(tests, planted.size(), missed.size(), falseAlarms, failures);
    }
}
