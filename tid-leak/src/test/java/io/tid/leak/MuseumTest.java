package io.tid.leak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.EventType;

/** Each leak of the articles is found, named and blamed on the test that made it; repaired, it is none. */
@Timeout(300)
class MuseumTest {

    private static final ConcurrentLinkedQueue<Runnable> ENDS = new ConcurrentLinkedQueue<>();

    /** Visited by the tests below. */
    static class Museum {

        @ParameterizedTest(name = "{0}")
        @EnumSource
        @VerifyNoThreadLeaks(withinMs = 20)
        void leaks(Exhibit exhibit) throws Exception {
            LeakOption before = LeakOption.ignoreCurrent();
            ENDS.add(exhibit.leak());
            Leftovers.awaitKind(before, exhibit.kind);
        }

        @ParameterizedTest(name = "{0}")
        @EnumSource
        @VerifyNoThreadLeaks(withinMs = 60_000)
        void repaired(Exhibit exhibit) throws Exception {
            exhibit.repaired();
        }
    }

    private final LeakOption before = LeakOption.ignoreCurrent();

    @AfterEach
    void closeTheMuseum() {
        ENDS.forEach(Runnable::run);
        ENDS.clear();
        ThreadLeaks.verifyNone(before, LeakOption.within(Duration.ofSeconds(60)));
    }

    private static List<Event> failures(String method) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectMethod(Museum.class, method, Exhibit.class))
                .execute()
                .allEvents()
                .stream()
                .filter(event -> event.getType() == EventType.FINISHED)
                .filter(event -> thrown(event) != null)
                .toList();
    }

    @Nullable
    private static Throwable thrown(Event event) {
        return event.getRequiredPayload(TestExecutionResult.class)
                .getThrowable()
                .orElse(null);
    }

    @Test
    void shouldFindNameAndBlameEveryLeak() {
        Map<String, String> messages = failures("leaks").stream()
                .collect(Collectors.toMap(
                        event -> event.getTestDescriptor().getDisplayName(), event -> String.valueOf(thrown(event))));

        List<String> missed = new ArrayList<>();
        for (Exhibit exhibit : Exhibit.values()) {
            String where = exhibit.kind.isForHire() ? "MuseumTest$Museum" : exhibit.name();
            String message = messages.getOrDefault(where, "no failure");
            String blamed = "started in io.tid.leak.MuseumTest$Museum.leaks " + exhibit + " #";
            boolean named = message.lines().anyMatch(line -> line.endsWith(": " + exhibit.kind.title()))
                    && message.contains("  " + exhibit.kind.advice() + "\n");
            if (!named || !message.contains(blamed)) {
                missed.add(exhibit + ": " + message);
            }
        }
        assertThat(missed).isEmpty();
    }

    @Test
    void shouldFindNothingWhenEveryLeakIsRepaired() {
        assertThat(failures("repaired")).isEmpty();
    }
}
