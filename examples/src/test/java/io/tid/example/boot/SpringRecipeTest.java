package io.tid.example.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.tid.leak.ThreadLeakError;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** The recipe for Spring of docs/leaks.md: contexts that Spring keeps for later tests, and leaks that are found beside. */
@Timeout(300)
class SpringRecipeTest {

    /** As docs/leaks.md has it: Tomcat's, and Spring's HTTP client, which stays until it is collected; here Log4j's too. */
    private static final String KEPT = "http-nio-*, Catalina-utility-*, container-*, HttpClient-*";

    private static final String LOG = "Log4j2-*, ";
    private static final String WITHOUT_LOGGING = "org.springframework.boot.logging.LoggingSystem";

    @BeforeAll
    static void leaveTheLogAlone() {
        System.setProperty(WITHOUT_LOGGING, "none");
    }

    @AfterAll
    static void giveTheLogBack() {
        System.clearProperty(WITHOUT_LOGGING);
    }

    @AfterEach
    void end() throws InterruptedException {
        Kitchens.end();
    }

    /** Runs it in a session of its own, as build tools do; who failed, with the message, collects in the map. */
    private static void run(Map<String, Throwable> failures, Class<?> suite, String... parameters) {
        Map<String, String> all = new TreeMap<>(Map.of(
                "tid.leak.run", "false",
                "tid.leak.ignoreName", LOG + "HttpClient-*",
                "tid.leak.ignoreAnyFunction", "io.tid.nobody.*",
                "tid.leak.withinMs", "60000"));
        for (int i = 0; i < parameters.length; i += 2) {
            all.put(parameters[i], parameters[i + 1]);
        }
        try (LauncherSession session = LauncherFactory.openSession()) {
            session.getLauncher()
                    .execute(
                            LauncherDiscoveryRequestBuilder.request()
                                    .selectors(selectClass(suite))
                                    .configurationParameters(all)
                                    .build(),
                            new TestExecutionListener() {
                                @Override
                                public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                                    result.getThrowable()
                                            .ifPresent(thrown -> failures.put(test.getDisplayName(), thrown));
                                }
                            });
        }
    }

    private static Map<String, Throwable> failures(Class<?> suite, String... parameters) {
        Map<String, Throwable> failures = new TreeMap<>();
        run(failures, suite, parameters);
        return failures;
    }

    @Test
    void shouldBeCleanWhenTheContextIsClosedAfterTheClass() {
        assertThat(failures(Kitchens.Closed.class)).isEmpty();
    }

    @Test
    void shouldFindTheServerOfAContextThatIsKept() {
        Map<String, Throwable> failures = failures(Kitchens.Kept.class);

        assertThat(failures).containsOnlyKeys("Kitchens$Kept");
        assertThat(failures.get("Kitchens$Kept"))
                .hasMessageContaining("\"http-nio-")
                .hasMessageContaining("\"Catalina-utility-")
                .hasMessageContaining("\"container-")
                .hasMessageContaining("\n  started in " + Kitchens.Kept.class.getName() + " #");
    }

    @Test
    void shouldBlameTheTestThatLeaksAndNobodyForWhatIsLeftOutByName() {
        Map<String, Throwable> failures = failures(Kitchens.LeaksInTest.class, "tid.leak.ignoreName", LOG + KEPT);

        assertThat(failures).containsOnlyKeys("leaks()");
        assertThat(failures.get("leaks()"))
                .hasMessageContaining("1 thread was left behind")
                .hasMessageContaining("\n  started in " + Kitchens.LeaksInTest.class.getName() + ".leaks #");
    }

    @Test
    void shouldFindWhatARequestLeft() {
        Map<String, Throwable> failures =
                failures(Kitchens.LeaksInApplication.class, "tid.leak.ignoreName", LOG + KEPT);

        assertThat(failures).containsOnlyKeys("Kitchens$LeaksInApplication");
        assertThat(failures.get("Kitchens$LeaksInApplication"))
                .hasMessageContaining(" at io.tid.example.boot.Kitchens.lambda$leave$")
                .hasMessageContaining("\n  context {\"requestId\"=")
                .hasMessageContaining("\n  started in " + Kitchens.LeaksInApplication.class.getName() + " #");
    }

    @Test
    void shouldJudgeTheWholeRun() {
        Map<String, Throwable> failures = new TreeMap<>();
        String names = LOG + KEPT;
        run(failures, Kitchens.NotAnnotated.class, "tid.leak.run", "true", "tid.leak.ignoreName", names);
        assertThat(failures).isEmpty();

        ThreadLeakError error = catchThrowableOfType(
                ThreadLeakError.class,
                () -> run(
                        failures,
                        Kitchens.NotAnnotatedAndLeaks.class,
                        "tid.leak.run",
                        "true",
                        "tid.leak.withinMs",
                        "20",
                        "tid.leak.ignoreName",
                        names));
        assertThat(failures).isEmpty();
        assertThat(error)
                .hasMessageStartingWith("the run: ")
                .hasMessageContaining(" at io.tid.example.boot.Kitchens.lambda$leave$");
    }
}
