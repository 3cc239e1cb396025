package io.tid.leak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tid.profile.ThreadSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class ThreadLeaksTest {

    /** Long enough for a slow machine; a clean check does not take it. */
    private static final LeakOption PATIENT = LeakOption.within(Duration.ofSeconds(60));

    private static final LeakOption IMPATIENT = LeakOption.within(Duration.ZERO);

    private final CountDownLatch go = new CountDownLatch(1);
    private final LeakOption before = LeakOption.ignoreCurrent();
    private final List<Thread> started = new ArrayList<>();

    @AfterEach
    void release() throws InterruptedException {
        go.countDown();
        for (Thread thread : started) {
            thread.join();
        }
    }

    private Thread start(Thread.Builder kind) {
        Thread thread = kind.start(this::await);
        started.add(thread);
        while (thread.getState() != Thread.State.WAITING || LockSupport.getBlocker(thread) == null) {
            Thread.onSpinWait();
        }
        return thread;
    }

    private void await() {
        try {
            go.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void shouldBeCleanWhenNobodyWasStarted() {
        ThreadLeaks.verifyNone(PATIENT, before);

        assertThat(ThreadLeaks.find(PATIENT, before)).isEmpty();
    }

    @Test
    void shouldFindVirtualAndPlatformThreadsWhenTheyWait() {
        Thread virtual = start(Thread.ofVirtual());
        Thread platform = start(Thread.ofPlatform());

        assertThat(ThreadLeaks.find(before, IMPATIENT))
                .extracting(ThreadSnapshot::id)
                .containsExactly(virtual.threadId(), platform.threadId());
        assertThat(ThreadLeaks.find(before, IMPATIENT, LeakOption.platformOnly()))
                .extracting(ThreadSnapshot::id)
                .containsExactly(platform.threadId());
    }

    @Test
    void shouldBeCleanWhenTheThreadEndsWhileItIsLookedFor() throws InterruptedException {
        start(Thread.ofVirtual());
        Thread later = new Thread(go::countDown);
        started.add(later);
        try (LeakCheck check = ThreadLeaks.check()) {
            assertThat(check).isNotNull();
        }
        later.start();
        later.join();

        ThreadLeaks.verifyNone(before, PATIENT);
    }

    @Test
    void shouldReportTheWholeStoryWhenThreadsAreLeft() {
        Thread one = start(Thread.ofVirtual().name("evil\n\u001b[31mname"));
        Thread two = start(Thread.ofVirtual());

        ThreadLeakError error = catchThrowableOfType(
                ThreadLeakError.class,
                () -> ThreadLeaks.verifyNone(before, IMPATIENT, LeakOption.ignoreName("nobody-*")));

        assertThat(error.leaks()).extracting(ThreadSnapshot::id).containsExactly(one.threadId(), two.threadId());
        String waits = " [WAITING on java.util.concurrent.CountDownLatch, virtual]\n";
        assertThat(error)
                .message()
                .matches("2 threads were left behind, looked for \\d+ ms\\n[\\s\\S]*")
                .containsPattern("\n2 at io\\.tid\\.leak\\.ThreadLeaksTest\\.await\\(ThreadLeaksTest\\.java:\\d+\\): "
                        + "a latch that is never counted down\n")
                .contains("\n  gid-" + one.threadId() + " \"evil\\u000a\\u001b[31mname\"" + waits)
                .contains("\n  gid-" + two.threadId() + waits)
                .containsPattern(
                        "\n      java\\.util\\.concurrent\\.CountDownLatch\\.await\\(CountDownLatch\\.java:\\d+\\)"
                                + "\n    > io\\.tid\\.leak\\.ThreadLeaksTest\\.await\\(ThreadLeaksTest\\.java:\\d+\\)\n      ")
                .contains("\n  count down in finally, once for each that is awaited, or await with a timeout\n")
                .endsWith("\nleft out nothing: ignoreName(\"nobody-*\")\n")
                .doesNotContain("\u001b");
    }

    @Test
    void shouldNameOldestAndYoungestWhenThereAreMany() {
        for (int i = 0; i < 12; i++) {
            start(Thread.ofVirtual());
        }

        assertThatThrownBy(() -> ThreadLeaks.verifyNone(before, IMPATIENT))
                .hasMessageContaining("12 threads were left behind")
                .hasMessageContaining("\n  gid-" + started.get(11).threadId() + " [")
                .hasMessageContaining(
                        "\n  and 4 older, from gid-" + started.get(0).threadId() + "\n");
    }

    @Test
    void shouldLeaveOutWhatTheOptionsSay() {
        start(Thread.ofVirtual().name("pool-1"));
        start(Thread.ofPlatform().group(new ThreadGroup(new ThreadGroup("outer"), "inner")));

        LeakOption pools = LeakOption.ignoreName("pool-*").and(before).and(IMPATIENT);
        LeakOption group = LeakOption.ignoreGroup("outer").and(before).and(IMPATIENT);

        assertThat(ThreadLeaks.find(before, IMPATIENT)).hasSize(2);
        assertThat(ThreadLeaks.find(pools)).hasSize(1).noneMatch(ThreadSnapshot::virtual);
        assertThat(ThreadLeaks.find(LeakOption.ignoreName("pool-"), before, IMPATIENT))
                .hasSize(2);
        assertThat(ThreadLeaks.find(group)).hasSize(1).allMatch(ThreadSnapshot::virtual);
        assertThat(ThreadLeaks.find(group, pools)).isEmpty();
        assertThat(ThreadLeaks.find(LeakOption.ignore(ThreadSnapshot::virtual), before, IMPATIENT))
                .hasSize(1);
    }

    @Test
    void shouldLeaveOutByFunction() {
        start(Thread.ofVirtual());
        String await = "io.tid.leak.ThreadLeaksTest.await";

        assertThat(ThreadLeaks.find(before, IMPATIENT, LeakOption.ignoreTopFunction(await)))
                .isEmpty();
        assertThat(ThreadLeaks.find(before, IMPATIENT, LeakOption.ignoreAnyFunction(await)))
                .isEmpty();
        assertThat(ThreadLeaks.find(before, IMPATIENT, LeakOption.ignoreTopFunction("io.tid.leak.*")))
                .isEmpty();
        String latch = "java.util.concurrent.CountDownLatch.await";
        assertThat(ThreadLeaks.find(before, IMPATIENT, LeakOption.ignoreAnyFunction(latch)))
                .isEmpty();
        assertThat(ThreadLeaks.find(before, IMPATIENT, LeakOption.ignoreTopFunction(latch)))
                .hasSize(1);
        assertThat(ThreadLeaks.find(before, IMPATIENT, LeakOption.ignoreAnyFunction("io.tid.leak.Threads")))
                .hasSize(1);
    }

    @Test
    void shouldSayOnceWhichOptionLeftOutNothing() {
        start(Thread.ofVirtual());
        start(Thread.ofVirtual().name("pool-1"));
        Predicate<ThreadSnapshot> nobody = thread -> false;
        LeakOption[] options = {
            before,
            IMPATIENT,
            LeakOption.ignoreName("pool-*"),
            LeakOption.ignoreName("pool-*"), // never asked
            LeakOption.ignoreName("pool-9"),
            LeakOption.ignoreName("pool-9"),
            LeakOption.ignore(nobody),
            LeakOption.ignore(nobody)
        };

        assertThatThrownBy(() -> ThreadLeaks.verifyNone(options))
                .hasMessageEndingWith(
                        "\n\nleft out nothing: ignoreName(\"pool-9\")\nleft out nothing: ignore(a predicate)\n");
    }

    @Test
    void shouldNotHideALaterThreadWhenCurrentOnesAreLeftOut() {
        start(Thread.ofVirtual());
        LeakOption now = LeakOption.ignoreCurrent();
        assertThat(ThreadLeaks.find(now, IMPATIENT)).isEmpty();

        Thread later = start(Thread.ofVirtual());

        assertThat(ThreadLeaks.find(now, IMPATIENT))
                .extracting(ThreadSnapshot::id)
                .containsExactly(later.threadId());
    }

    @Test
    void shouldFindAThreadThatWasMadeBeforeTheCheckAndStartedAfter() {
        Thread made = Thread.ofVirtual().unstarted(this::await);
        LeakCheck check = ThreadLeaks.check(IMPATIENT);
        made.start();
        started.add(made);

        assertThatThrownBy(check::close)
                .isInstanceOf(ThreadLeakError.class)
                .hasMessageContaining("gid-" + made.threadId());
    }

    @Test
    void shouldCheckOnceOnlyWhenClosedTwice() {
        LeakCheck check = ThreadLeaks.check(IMPATIENT);
        Thread left = start(Thread.ofVirtual());

        assertThatThrownBy(check::close).hasMessageContaining("gid-" + left.threadId());
        check.close();
    }

    @Test
    void shouldKnowTheLineOfACheckThatWasNotClosed() {
        LeakCheck check = ThreadLeaks.check(PATIENT);
        try {
            assertThat(Unclosed.sites())
                    .extracting(StackTraceElement::getMethodName)
                    .contains("shouldKnowTheLineOfACheckThatWasNotClosed");
        } finally {
            check.close();
        }
        assertThat(Unclosed.sites())
                .extracting(StackTraceElement::getMethodName)
                .doesNotContain("shouldKnowTheLineOfACheckThatWasNotClosed");
    }

    @Test
    void shouldWaitForItsTimeAndNoLessWhenThereIsALeak() {
        start(Thread.ofVirtual());
        long startNs = System.nanoTime();

        assertThat(ThreadLeaks.find(before, LeakOption.within(Duration.ofMillis(120))))
                .hasSize(1);

        assertThat(System.nanoTime() - startNs).isGreaterThanOrEqualTo(120_000_000);
    }

    @Test
    void shouldWaitUntilSomethingElseIsDone() {
        start(Thread.ofVirtual());
        CompletableFuture<?> done = new CompletableFuture<>();
        AtomicInteger looks = new AtomicInteger();
        LeakOption tenLooks = LeakOption.ignore(thread -> {
            if (looks.incrementAndGet() == 10) {
                done.complete(null);
            }
            return false;
        });

        assertThat(ThreadLeaks.find(before, tenLooks, LeakOption.until(done))).hasSize(1);

        assertThat(looks).hasValue(11); // one more, after it was done
        assertThat(ThreadLeaks.find(before, LeakOption.until(Instant.EPOCH))).hasSize(1);
    }

    @Test
    void shouldLookAgainWhileThreadsEnd() {
        start(Thread.ofVirtual());
        AtomicInteger looks = new AtomicInteger();
        LeakOption endAfterTenLooks = LeakOption.ignore(thread -> {
            if (looks.incrementAndGet() == 10) {
                go.countDown();
            }
            return false;
        });

        ThreadLeaks.verifyNone(before, PATIENT, endAfterTenLooks);

        assertThat(looks).hasValueGreaterThanOrEqualTo(10);
    }

    @Test
    void shouldKeepTheInterruptOfTheThreadThatChecks() {
        start(Thread.ofVirtual());
        Thread.currentThread().interrupt();

        assertThat(ThreadLeaks.find(before, LeakOption.within(Duration.ofMillis(5))))
                .hasSize(1);

        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void shouldCleanUpWhetherThereAreLeaksOrNot() {
        AtomicInteger cleaned = new AtomicInteger();
        LeakOption cleanup = LeakOption.cleanup(cleaned::incrementAndGet);
        ThreadLeaks.verifyNone(before, PATIENT, cleanup);
        assertThat(cleaned).hasValue(1);

        start(Thread.ofVirtual());
        assertThatThrownBy(() -> ThreadLeaks.verifyNone(before, IMPATIENT, cleanup))
                .isInstanceOf(ThreadLeakError.class);
        assertThat(cleaned).hasValue(2);
    }

    @Test
    void shouldTellOfLeaksFirstWhenACleanupFails() {
        LeakOption failing = LeakOption.cleanup(() -> {
            throw new IllegalArgumentException("broken");
        });
        assertThatThrownBy(() -> ThreadLeaks.verifyNone(before, PATIENT, failing))
                .hasMessageContaining("broken");

        start(Thread.ofVirtual());
        assertThatThrownBy(() -> ThreadLeaks.verifyNone(before, IMPATIENT, failing))
                .isInstanceOf(ThreadLeakError.class)
                .satisfies(error -> assertThat(error.getSuppressed()).hasSize(1));
    }

    @Test
    void shouldInterruptWhatWasLeftWhenAsked() throws InterruptedException {
        Thread left = start(Thread.ofVirtual());

        assertThatThrownBy(() ->
                        ThreadLeaks.verifyNone(before, IMPATIENT, LeakOption.interruptLeaked(Duration.ofSeconds(60))))
                .hasMessageEndingWith("\ninterrupted: 1 of 1 ended\n");

        left.join();
    }

    @Test
    void shouldSayWhoDidNotEndWhenInterrupted() throws InterruptedException {
        Leftovers.leave(); // ignores it

        assertThatThrownBy(() ->
                        ThreadLeaks.verifyNone(before, IMPATIENT, LeakOption.interruptLeaked(Duration.ofMillis(1))))
                .hasMessageEndingWith("\ninterrupted: 0 of 1 ended\n");

        Leftovers.end();
    }

    @Test
    void shouldShowNothingThatCouldHideOtherText() {
        start(Thread.ofVirtual());
        LeakOption evil = LeakOption.ignoreName("evil\n\u001b[31m\u202e");

        assertThatThrownBy(() -> ThreadLeaks.verifyNone(before, IMPATIENT, evil))
                .hasMessageEndingWith("\nleft out nothing: ignoreName(\"evil\ufffd\ufffd[31m\ufffd\")\n");
    }

    @Test
    void shouldRefuseWhatMakesNoSense() {
        assertThatThrownBy(() -> LeakOption.ignoreName("a*b"))
                .hasMessage("must be a name, or the beginning of one and a single * at its end: ignoreName(\"a*b\")");
        assertThatThrownBy(() -> LeakOption.ignoreGroup("*")).hasMessageContaining("ignoreGroup(\"*\")");
        assertThatThrownBy(() -> LeakOption.ignoreAnyFunction("")).hasMessageContaining("ignoreAnyFunction(\"\")");
        assertThatThrownBy(() -> LeakOption.within(Duration.ofSeconds(-1))).hasMessage("must be >= 0: within=PT-1S");
        assertThatThrownBy(() -> LeakOption.interruptLeaked(Duration.ofSeconds(-1)))
                .hasMessage("must be >= 0: interruptLeaked=PT-1S");
    }
}
