package io.tid.leak;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Threads of test runners, by the names that they have there; BareJvmTest has the JVM's own. */
@Timeout(300)
class KnownTest {

    private static final LeakOption IMPATIENT = LeakOption.within(Duration.ZERO);

    private final LeakOption before = LeakOption.ignoreCurrent();
    private final CountDownLatch go = new CountDownLatch(1);

    @AfterEach
    void end() {
        go.countDown();
        ThreadLeaks.verifyNone(before, LeakOption.within(Duration.ofSeconds(60)));
    }

    private void start(Thread.Builder thread) {
        thread.start(() -> Leftovers.await(go));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // Gradle's worker: the tests' thread, and those that speak to the daemon
                "Test worker",
                "/127.0.0.1:41270 to /127.0.0.1:35661 workers",
                "/127.0.0.1:41270 to /127.0.0.1:35661 workers Thread 3",
                "/[0:0:0:0:0:0:0:1]:41270 to /[0:0:0:0:0:0:0:1]:35661 workers",
                // IntelliJ IDEA's, Eclipse's
                "Monitor Ctrl-Break",
                "ReaderThread",
                // Surefire's and Failsafe's
                "surefire-forkedjvm-command-thread",
                "surefire-forkedjvm-ping-30s",
                "surefire-forkedjvm-last-ditch-daemon-shutdown-thread-30s",
                "surefire-forkedjvm-stream-flusher",
                // JUnit's
                "junit-jupiter-timeout-watcher"
            })
    void shouldLeaveOutWhatRunsTheTests(String name) {
        start(Thread.ofPlatform().daemon().name(name));

        assertThat(ThreadLeaks.find(before, IMPATIENT)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Test workers", "my Test worker", "/10.0.0.1:80", "ReaderThread-1", "surefire", "SIGHUP handler"
            })
    void shouldFindWhatIsOnlyNamedAlike(String name) {
        start(Thread.ofPlatform().daemon().name(name));

        assertThat(ThreadLeaks.find(before, IMPATIENT))
                .singleElement()
                .satisfies(thread -> assertThat(thread.name()).isEqualTo(name));
    }

    @Test
    void shouldFindAVirtualThreadWhateverItsName() {
        start(Thread.ofVirtual().name("Test worker"));

        assertThat(ThreadLeaks.find(before, IMPATIENT)).hasSize(1);
    }
}
