package io.tid.leak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.tid.LogContext;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.EventType;

@Timeout(300)
class VerifyNoThreadLeaksTest {

    static final Map<String, String> PARALLEL = Map.of(
            "junit.jupiter.execution.parallel.enabled", "true",
            "junit.jupiter.execution.parallel.mode.default", "concurrent",
            "junit.jupiter.execution.parallel.config.strategy", "fixed",
            "junit.jupiter.execution.parallel.config.fixed.parallelism", String.valueOf(Suites.WORKERS));

    private static final Map<String, String> DETECTED =
            Map.of("junit.jupiter.extensions.autodetection.enabled", "true");

    @AfterEach
    void end() throws InterruptedException {
        Leftovers.end();
        assertThat(LogContext.current()).as("nothing stays bound").isEqualTo(LogContext.empty());
    }

    static EngineExecutionResults run(Map<String, String> parameters, Class<?>... suites) {
        return EngineTestKit.engine("junit-jupiter")
                .configurationParameters(parameters)
                .selectors(Arrays.stream(suites)
                        .map(suite -> selectClass(suite))
                        .toArray(selector -> new org.junit.platform.engine.discovery.ClassSelector[selector]))
                .execute();
    }

    /** Who failed, tests and containers, with the message. */
    static Map<String, Throwable> failures(EngineExecutionResults results) {
        Map<String, Throwable> failures = new TreeMap<>();
        for (Event event : results.allEvents().stream()
                .filter(event -> event.getType() == EventType.FINISHED)
                .toList()) {
            TestExecutionResult result = event.getRequiredPayload(TestExecutionResult.class);
            result.getThrowable()
                    .ifPresent(thrown -> failures.put(event.getTestDescriptor().getDisplayName(), thrown));
        }
        return failures;
    }

    private static Throwable failure(EngineExecutionResults results, String displayName) {
        return Objects.requireNonNull(failures(results).get(displayName), displayName);
    }

    private static String suite(Class<?> suite) {
        return "started in " + suite.getName();
    }

    @Test
    void shouldFailExactlyTheTestsThatLeak() {
        Map<String, Throwable> failures = failures(run(Map.of(), Suites.Plain.class));

        assertThat(failures.keySet())
                .containsExactlyInAnyOrder(
                        "leaks()",
                        "leaksPlatformThread()",
                        "leaksAndFails()",
                        "[2] what = \"leaks\"",
                        "repetition 2 of 2",
                        "leaks",
                        "innerLeaks()");
        failures.remove("leaksAndFails()");
        assertThat(failures.values())
                .allSatisfy(failure -> assertThat(failure)
                        .isInstanceOf(ThreadLeakError.class)
                        .hasMessageContaining("1 thread was left behind")
                        .hasMessageContaining(suite(Suites.Plain.class)));
        assertThat(failures.get("leaks()"))
                .hasMessageStartingWith("io.tid.leak.Suites$Plain.leaks #")
                .hasMessageContaining("\n  started in io.tid.leak.Suites$Plain.leaks #");
        assertThat(failures.get("innerLeaks()"))
                .hasMessageContaining("started in io.tid.leak.Suites$Plain$Inner.innerLeaks #");
        assertThat(failures.get("leaks")).hasMessageContaining("started in io.tid.leak.Suites$Plain.dynamic leaks #");
    }

    @Test
    void shouldKeepTheFailureOfATestThatLeaksToo() {
        Throwable failure = failure(run(Map.of(), Suites.Plain.class), "leaksAndFails()");

        assertThat(failure).hasMessageContaining("its own failure");
        assertThat(failure.getSuppressed()).hasSize(1).allMatch(leak -> leak instanceof ThreadLeakError);
    }

    @Test
    void shouldCheckTheMethodAloneWhenOnlyThatIsAnnotated() {
        assertThat(failures(run(Map.of(), Suites.OneMethod.class))).containsOnlyKeys("leaks()");
    }

    @Test
    void shouldBlameTheTestThatLeaksWhenManyRunAtOnce() {
        Map<String, Throwable> failures = failures(run(PARALLEL, Suites.AtOnce.class));

        assertThat(failures).containsOnlyKeys("repetition 3 of 4");
        assertThat(failures.get("repetition 3 of 4"))
                .hasMessageContaining("started in io.tid.leak.Suites$AtOnce.together repetition 3 of 4 #");
    }

    @Test
    void shouldBlameTheTestThatLeaksOnJUnitsNewerPoolToo() {
        Map<String, String> parameters = new TreeMap<>(PARALLEL);
        parameters.put("junit.jupiter.execution.parallel.config.executor-service", "WORKER_THREAD_POOL");

        assertThat(failures(run(parameters, Suites.AtOnce.class, Suites.Shared.class)))
                .containsOnlyKeys("repetition 3 of 4");
    }

    @Test
    void shouldLetAClassShareWhatItClosesInTheEnd() {
        assertThat(failures(run(Map.of(), Suites.Shared.class))).isEmpty();
        assertThat(failures(run(PARALLEL, Suites.Shared.class))).isEmpty();
    }

    @Test
    void shouldBlameTheTestThatMadeTheWorkerWhenTheClassIsDone() {
        for (Map<String, String> parameters : List.of(Map.<String, String>of(), PARALLEL)) {
            Map<String, Throwable> failures = failures(run(parameters, Suites.SharedAndForgotten.class));

            assertThat(failures).containsOnlyKeys("Suites$SharedAndForgotten");
            assertThat(failures.get("Suites$SharedAndForgotten"))
                    .hasMessageContaining("a worker of an executor that was not closed")
                    .hasMessageContaining("started in io.tid.leak.Suites$SharedAndForgotten.passesButItsWorkerStays #");
        }
    }

    @Test
    void shouldBlameTheClassForWhatItsBeforeAllLeft() {
        for (Map<String, String> parameters : List.of(Map.<String, String>of(), PARALLEL)) {
            Map<String, Throwable> failures = failures(run(parameters, Suites.LeftByBeforeAll.class));

            assertThat(failures).containsOnlyKeys("Suites$LeftByBeforeAll");
            assertThat(failures.get("Suites$LeftByBeforeAll"))
                    .hasMessageContaining("started in io.tid.leak.Suites$LeftByBeforeAll #");
        }
    }

    @Test
    void shouldReportTheClassWhenAThreadInheritsNothing() {
        Map<String, Throwable> failures = failures(run(Map.of(), Suites.InheritsNothing.class));

        assertThat(failures).containsOnlyKeys("Suites$InheritsNothing");
        assertThat(failures.get("Suites$InheritsNothing"))
                .hasMessageContaining("\n  unattributed: it inherited no context");
    }

    @Test
    void shouldReportTheRunWhenAThreadInheritsNothingAndAllTestsAreCheckedInParallel() {
        Map<String, String> parameters = new TreeMap<>(PARALLEL);
        parameters.putAll(DETECTED);

        Map<String, Throwable> failures = failures(run(parameters, Suites.InheritsNothing.class));

        assertThat(failures).containsOnlyKeys("JUnit Jupiter");
        assertThat(failures.get("JUnit Jupiter"))
                .hasMessageStartingWith("the run: 1 thread was left behind")
                .hasMessageContaining("\n  unattributed: it inherited no context");
    }

    @Test
    void shouldFailNobodyForAThreadThatWasThereBeforeARunInParallel() {
        Map<String, String> parameters = new TreeMap<>(PARALLEL);
        parameters.putAll(DETECTED);
        Leftovers.leave();

        assertThat(failures(run(parameters, Suites.Empty.class))).isEmpty();
    }

    @Test
    void shouldFailNobodyForAThreadOfNoTestWhenOnlySomeAreCheckedInParallel() {
        assertThat(failures(run(PARALLEL, Suites.InheritsNothing.class))).isEmpty();
    }

    @Test
    void shouldBlameNoTestForWhatIsPreparedOnWorkersThatItMade() {
        Map<String, String> parameters = new TreeMap<>(PARALLEL);
        parameters.putAll(DETECTED);
        parameters.put("junit.jupiter.execution.parallel.mode.classes.default", "same_thread"); // one after the other

        Map<String, Throwable> failures =
                failures(run(parameters, Suites.ForksInJUnitsPool.class, Suites.PreparedByAnExtension.class));

        assertThat(failures).containsOnlyKeys("JUnit Jupiter");
        assertThat(failures.get("JUnit Jupiter"))
                .hasMessageStartingWith("the run: 4 threads were left behind")
                .hasMessageContaining("\n  unattributed: it inherited no context")
                .hasMessageNotContaining("ForksInJUnitsPool");
    }

    @Test
    void shouldKeepTheLabelOfATestThatRunsOthers() {
        Map<String, Throwable> failures = failures(run(PARALLEL, Suites.RunsOthers.class));

        assertThat(failures).containsOnlyKeys("leaks()", "leaksFromAThreadOfItsOwn()");
        assertThat(failures.get("leaks()")).hasMessageContaining("started in io.tid.leak.Suites$RunsOthers.leaks #");
    }

    @Test
    void shouldFindWhatIgnoresATimeout() {
        Throwable failure = failure(run(Map.of(), Suites.TimesOut.class), "leaksWhatIgnoresTheTimeout()");

        assertThat(failure).hasMessageContaining("timed out");
        assertThat(failure.getSuppressed())
                .hasSize(1)
                .allSatisfy(leak -> assertThat(leak)
                        .hasMessageContaining("started in io.tid.leak.Suites$TimesOut.leaksWhatIgnoresTheTimeout #"));
    }

    @Test
    void shouldFindNothingWhenATimeoutEndsTheTest() {
        Throwable failure = failure(run(Map.of(), Suites.TimesOutAndEnds.class), "failsButLeaksNothing()");

        assertThat(failure).hasMessageContaining("timed out").hasNoSuppressedExceptions();
    }

    @Test
    void shouldJudgeAtTheEndWhenThatIsAskedFor() {
        assertThat(failures(run(Map.of(), Suites.JudgedAtTheEnd.class))).isEmpty();
    }

    @Test
    void shouldLeaveTheScopesOfTestsAlone() {
        assertThat(failures(run(Map.of(), Suites.OwnScopes.class, Suites.LeavesAScopeOpen.class)))
                .isEmpty();
    }

    @Test
    void shouldNotBeNoticedWhereAClassIsLeftOut() {
        assertThat(failures(run(DETECTED, Suites.Disabled.class))).isEmpty();
    }

    @Test
    void shouldCheckAllTestsWhereExtensionsAreDetected() {
        assertThat(failures(run(Map.of(), Suites.NotAnnotated.class))).isEmpty();
        Leftovers.leave();

        Map<String, String> parameters = new TreeMap<>(DETECTED);
        parameters.put("tid.leak.withinMs", "20");
        assertThat(failures(run(parameters, Suites.NotAnnotated.class))).containsOnlyKeys("leaks()");

        parameters.put("tid.leak.withinMs", "60000"); // it may not have come to that function yet
        parameters.put("tid.leak.ignoreTopFunction", "io.tid.nobody.*, io.tid.leak.Leftovers.await");
        assertThat(failures(run(parameters, Suites.NotAnnotated.class))).isEmpty();
    }

    @Test
    void shouldNameTheParameterThatIsWrong() {
        Map<String, String> parameters = new TreeMap<>(DETECTED);
        parameters.put("tid.leak.withinMs", "soon");

        assertThat(failures(run(parameters, Suites.NotAnnotated.class)).values())
                .isNotEmpty()
                .allSatisfy(failure -> assertThat(failure)
                        .hasMessageContaining("must be a number of milliseconds: tid.leak.withinMs=soon"));
    }
}
