package io.tid.leak;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.tid.LogContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.ForkJoinWorkerThread;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestInstancePostProcessor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Suites that are run by tests; what is named {@code leaks} has to fail, what is named {@code clean} must not. */
final class Suites {

    /** No patience is needed to find what stays for ever. */
    private static final long SHORT_MS = 20;

    /** Of JUnit's pool, where tests run in parallel. */
    static final int WORKERS = 8;

    private Suites() {}

    @VerifyNoThreadLeaks(withinMs = SHORT_MS)
    static class Plain {

        @Test
        void clean() throws InterruptedException {
            Thread.startVirtualThread(() -> {}).join();
        }

        @Test
        void leaks() {
            Leftovers.leave();
        }

        @Test
        void leaksPlatformThread() {
            Leftovers.leave(Thread.ofPlatform().daemon());
        }

        @Test
        void leaksAndFails() {
            Leftovers.leave();
            fail("its own failure");
        }

        @Test
        @VerifyNoThreadLeaks(enabled = false)
        void cleanBecauseNobodyLooks() {
            Leftovers.leave();
        }

        @Test
        @VerifyNoThreadLeaks(ignoreName = "known-*", withinMs = SHORT_MS)
        void cleanBecauseItIsLeftOut() {
            Leftovers.leave(Thread.ofVirtual().name("known-1"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"clean", "leaks"})
        void parameterized(String what) {
            leaveIf(what.equals("leaks"));
        }

        @RepeatedTest(2)
        void repeated(RepetitionInfo repetition) {
            leaveIf(repetition.getCurrentRepetition() == 2);
        }

        @TestFactory
        List<DynamicTest> dynamic() {
            return List.of(dynamicTest("clean", () -> {}), dynamicTest("leaks", Leftovers::leave));
        }

        private static void leaveIf(boolean leaks) {
            if (leaks) {
                Leftovers.leave();
            }
        }

        @Nested
        class Inner {

            @Test
            void innerClean() {}

            @Test
            void innerLeaks() {
                Leftovers.leave();
            }
        }
    }

    /** Only the method is checked. */
    static class OneMethod {

        @Test
        @VerifyNoThreadLeaks(withinMs = SHORT_MS)
        void leaks() {
            Leftovers.leave();
        }

        @Test
        void cleanBecauseNobodyLooks() {
            Leftovers.leave(Thread.ofVirtual().inheritInheritableThreadLocals(false));
        }
    }

    /** All at once; each waits for all others in the middle of its test. */
    @VerifyNoThreadLeaks(withinMs = SHORT_MS)
    static class AtOnce {

        private static final CyclicBarrier ALL = new CyclicBarrier(4);

        @RepeatedTest(4)
        void together(RepetitionInfo repetition) throws Exception {
            ALL.await();
            if (repetition.getCurrentRepetition() == 3) {
                Leftovers.leave();
            }
            ALL.await();
        }
    }

    /** Workers are made by tests, and their executor is the class's. */
    @VerifyNoThreadLeaks(withinMs = 60_000)
    static class Shared {

        private static ExecutorService pool;
        private static Thread background;
        private static CountDownLatch done;

        @BeforeAll
        static void open() {
            done = new CountDownLatch(1);
            pool = Executors.newFixedThreadPool(2);
            background = Thread.startVirtualThread(Shared::awaitDone);
        }

        private static void awaitDone() {
            try {
                done.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @RepeatedTest(3)
        void clean() throws Exception {
            pool.submit(() -> {}).get();
        }

        @AfterAll
        static void close() throws InterruptedException {
            pool.close();
            done.countDown();
            background.join();
        }
    }

    @VerifyNoThreadLeaks(withinMs = SHORT_MS)
    static class SharedAndForgotten {

        private static ExecutorService pool;

        @BeforeAll
        static void open() {
            pool = Leftovers.keep(Executors.newFixedThreadPool(2));
        }

        @Test
        void passesButItsWorkerStays() throws Exception {
            LeakOption before = LeakOption.ignoreCurrent();
            pool.submit(() -> {}).get();
            Leftovers.awaitKind(before, Kind.IDLE_WORKER);
        }
    }

    @VerifyNoThreadLeaks(withinMs = SHORT_MS)
    static class LeftByBeforeAll {

        @BeforeAll
        static void open() {
            Leftovers.leave();
        }

        @Test
        void clean() {}
    }

    @VerifyNoThreadLeaks(withinMs = SHORT_MS)
    static class InheritsNothing {

        @Test
        void passesButItsThreadStays() {
            Leftovers.leave(Thread.ofVirtual().inheritInheritableThreadLocals(false));
        }
    }

    @VerifyNoThreadLeaks(withinMs = SHORT_MS)
    static class TimesOut {

        @Test
        void leaksWhatIgnoresTheTimeout() {
            assertTimeoutPreemptively(Duration.ofMillis(1), Leftovers::stay);
        }
    }

    @VerifyNoThreadLeaks(withinMs = 60_000)
    static class TimesOutAndEnds {

        @Test
        void failsButLeaksNothing() {
            assertTimeoutPreemptively(Duration.ofMillis(1), () -> new CountDownLatch(1).await());
        }
    }

    @VerifyNoThreadLeaks(withinMs = SHORT_MS, perClass = true)
    static class JudgedAtTheEnd {

        @Test
        void clean() {
            Leftovers.leave();
        }

        @AfterAll
        static void end() throws InterruptedException {
            Leftovers.end();
        }
    }

    /** Scopes of its own, from before to after, stay bound in the test. */
    @VerifyNoThreadLeaks
    static class OwnScopes {

        private LogContext.Scope scope;

        @BeforeEach
        void open() {
            scope = LogContext.current().with("user", "Ann").open();
        }

        @Test
        void clean() {
            if (!"Ann".equals(LogContext.current().get("user"))) {
                fail("the test's scope must be bound");
            }
        }

        @AfterEach
        void close() {
            scope.close();
        }
    }

    @VerifyNoThreadLeaks
    static class LeavesAScopeOpen {

        @Test
        void cleanThoughItLeavesAScopeOpen() {
            LogContext.current().with("forgotten", "x").open();
        }
    }

    @VerifyNoThreadLeaks(withinMs = SHORT_MS)
    static class Empty {

        @Test
        void clean() {}
    }

    /** Found where extensions are detected. */
    static class NotAnnotated {

        @Test
        void leaks() {
            Leftovers.leave();
        }

        @Test
        void clean() {}
    }

    /** Nothing of the check is to be noticed. */
    @VerifyNoThreadLeaks(enabled = false)
    static class Disabled {

        @Test
        void clean() {
            Leftovers.leave();
            if (LogContext.current().size() > 0) {
                fail("no context must be bound: " + LogContext.current());
            }
        }
    }

    /** With one line missing. */
    static class ForgetsToClose {

        @Test
        void clean() {
            ThreadLeaks.check();
        }
    }

    /** Of the whole run. */
    static class NotAnnotatedAndFails {

        @Test
        void fails() {
            Leftovers.leave();
            fail("its own failure");
        }
    }

    /** Makes the workers of JUnit's pool that are not there yet, in its own context. */
    @VerifyNoThreadLeaks
    static class ForksInJUnitsPool {

        @Test
        void clean() throws InterruptedException {
            if (!(Thread.currentThread() instanceof ForkJoinWorkerThread)) {
                fail("must run in JUnit's pool: " + Thread.currentThread());
            }
            CountDownLatch all = new CountDownLatch(WORKERS - 1);
            List<ForkJoinTask<?>> forked = new ArrayList<>();
            for (int i = 1; i < WORKERS; i++) {
                forked.add(ForkJoinTask.adapt(() -> {
                            all.countDown();
                            Leftovers.await(all);
                        })
                        .fork());
            }
            all.await();
            forked.forEach(ForkJoinTask::join);
        }
    }

    /** All at once, each on a worker of its own, after an extension has left a thread there. */
    @VerifyNoThreadLeaks(withinMs = SHORT_MS)
    @ExtendWith(LeavesBeforeEach.class)
    static class PreparedByAnExtension {

        private static final CyclicBarrier ALL = new CyclicBarrier(4);

        @RepeatedTest(4)
        void passes() throws Exception {
            ALL.await();
        }
    }

    /** Other tests inside a test, on the same thread and on one that it starts. */
    @VerifyNoThreadLeaks(withinMs = SHORT_MS)
    static class RunsOthers {

        @Test
        void leaks() {
            VerifyNoThreadLeaksTest.run(Map.of(), OwnScopes.class);
            Leftovers.leave();
        }

        @Test
        void leaksFromAThreadOfItsOwn() throws InterruptedException {
            Thread.ofPlatform().start(this::leaks).join();
        }
    }

    static final class LeavesBeforeEach implements TestInstancePostProcessor {

        @Override
        public void postProcessTestInstance(Object test, ExtensionContext context) {
            Leftovers.leave();
        }
    }
}
