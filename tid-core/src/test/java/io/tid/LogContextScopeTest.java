package io.tid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tid.bridge.ContextBridge;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("ReferenceEquality") // the same object is the promise
class LogContextScopeTest {

    private static final ContextBridge<LogContext> BRIDGE = ContextBridge.of(LogContext.empty());

    private final LogContext outer = LogContext.empty().with("request", "17");
    private final LogContext inner = outer.with("user", "secret");

    @AfterEach
    void nothingMayStayBound() {
        assertThat(LogContext.current()).isSameAs(LogContext.empty());
    }

    @Test
    void shouldRestoreWhatWasBoundBeforeWhenClosedInReverse() {
        try (LogContext.Scope one = outer.open()) {
            assertThat(LogContext.current()).isSameAs(outer);
            try (LogContext.Scope two = inner.open()) {
                assertThat(LogContext.current()).isSameAs(inner);
                assertThat(two).isNotSameAs(one);
            }
            assertThat(LogContext.current()).isSameAs(outer);
        }
    }

    @Test
    void shouldHideTheOuterContextWhenTheEmptyOneIsOpened() {
        outer.run(() ->
                LogContext.empty().run(() -> assertThat(LogContext.current()).isSameAs(LogContext.empty())));
    }

    @Test
    void shouldDoNothingWhenClosedTwice() {
        LogContext.Scope one = outer.open();
        LogContext.Scope two = inner.open();
        two.close();
        two.close();
        assertThat(LogContext.current()).isSameAs(outer);

        one.close();
        try (LogContext.Scope three = inner.open()) {
            one.close();
            two.close();
            assertThat(LogContext.current()).isSameAs(inner);
            assertThat(three).isNotNull();
        }
    }

    @Test
    void shouldNameBothScopesAndRestoreTheOuterWhenClosedOutOfOrder() {
        LogContext.Scope one = outer.open();
        LogContext.Scope two = inner.open();
        String thread = Tid.label();

        assertThatThrownBy(one::close)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("scopes must be closed in reverse order: scope [\"request\"] of " + thread
                        + ", closed before scope [\"request\", \"user\"] of " + thread + "; now both are");
        assertThat(LogContext.current()).isSameAs(LogContext.empty());
        assertThatCode(two::close).doesNotThrowAnyException();
        assertThatCode(one::close).doesNotThrowAnyException();
    }

    @Test
    void shouldCloseAllScopesInsideWhenClosedOutOfOrder() {
        LogContext.Scope one = outer.open();
        LogContext.Scope two = inner.open();
        LogContext.Scope three = inner.open();
        LogContext.Scope four = outer.open();

        assertThatThrownBy(two::close).isInstanceOf(IllegalStateException.class);
        assertThat(LogContext.current()).isSameAs(outer);
        four.close();
        three.close();
        assertThat(LogContext.current()).isSameAs(outer);
        one.close();
    }

    @Test
    void shouldNameBothScopesAndChangeNothingWhenClosedOnAnotherThread() throws Exception {
        LogContext theirs = LogContext.empty().with("job", "3");
        try (LogContext.Scope scope = outer.open()) {
            FutureTask<String> other = new FutureTask<>(() -> theirs.call(() -> {
                assertThatThrownBy(scope::close)
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessage("scope must be closed by the thread that opened it: " + scope + ", closed by "
                                + Tid.label() + " inside scope [\"job\"] of " + Tid.label());
                assertThat(LogContext.current()).isSameAs(theirs);
                return "said";
            }));
            Thread.ofVirtual().start(other);

            assertThat(other.get()).isEqualTo("said");
            assertThat(LogContext.current()).isSameAs(outer);
        }
    }

    @Test
    void shouldSayThatThereIsNoScopeWhenClosedOnAThreadWithoutOne() throws Exception {
        try (LogContext.Scope scope = outer.open()) {
            FutureTask<String> other = new FutureTask<>(() -> {
                assertThatThrownBy(scope::close)
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageEndingWith("closed by " + Tid.label() + " inside no scope");
                assertThat(LogContext.current()).isSameAs(outer);
                return "said";
            });
            Thread.ofPlatform().start(other);

            assertThat(other.get()).isEqualTo("said");
        }
    }

    @Test
    void shouldRestoreWhenTheTaskFails() {
        IOException failure = new IOException("disk");

        assertThatThrownBy(() -> outer.call(() -> {
                    throw failure;
                }))
                .isSameAs(failure);
        assertThatThrownBy(() -> outer.run(() -> {
                    throw new IllegalArgumentException("no");
                }))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldKeepTheTasksFailureWhenItAlsoLeftAScopeOpen() {
        assertThatThrownBy(() -> outer.run(() -> {
                    inner.open();
                    throw new IllegalArgumentException("first");
                }))
                .hasMessage("first")
                .satisfies(failure -> assertThat(failure.getSuppressed()[0])
                        .hasMessageStartingWith("scopes must be closed in reverse order"));
    }

    @Test
    void shouldReturnWhatTheOperationReturnsAndDeclareOnlyWhatItThrows() throws Exception {
        String noCatchNeeded = outer.call(() -> LogContext.current().toString());
        Callable<Integer> callable = () -> LogContext.current().size();

        assertThat(noCatchNeeded).isEqualTo("{\"request\"=\"17\"}");
        assertThat(inner.<Integer, Exception>call(callable::call)).isEqualTo(2);
    }

    @Test
    void shouldDropWhatABridgeBoundInsideWhenTheScopeCloses() {
        try (LogContext.Scope one = outer.open()) {
            try (LogContext.Scope two = inner.open()) {
                BRIDGE.bind(LogContext.current().with("put", "1"));
                assertThat(LogContext.current().get("put")).isEqualTo("1");
                BRIDGE.bind(LogContext.empty());
                assertThat(LogContext.current()).isSameAs(LogContext.empty());
                assertThat(two).isNotSameAs(one);
            }
            assertThat(LogContext.current()).isSameAs(outer);
        }
    }

    @Test
    void shouldStillSeeTheOrderWhenABridgeBoundInBetween() {
        LogContext.Scope one = outer.open();
        LogContext.Scope two = inner.open();
        BRIDGE.bind(outer.with("put", "1"));

        assertThatThrownBy(one::close).hasMessageContaining("closed before " + two);
        assertThat(LogContext.current()).isSameAs(LogContext.empty());
    }

    @Test
    void shouldReturnToWhatABridgeHadBoundBeforeTheScope() {
        BRIDGE.bind(outer);
        inner.run(() -> assertThat(LogContext.current()).isSameAs(inner));
        assertThat(LogContext.current()).isSameAs(outer);
        BRIDGE.bind(LogContext.empty());
    }

    @Test
    void shouldKeepEachThreadsContextApartWhenManyRunAtOnce() throws Exception {
        for (var kind : Threads.kinds()) {
            List<Boolean> right = Threads.onEach(kind, 100, () -> {
                String own = Tid.label();
                for (int i = 0; i < 50; i++) {
                    LogContext mine = LogContext.current().with("own", own).with("i", "" + i);
                    boolean seen = mine.call(() -> {
                        LockSupport.parkNanos(1);
                        return LogContext.current() == mine && own.equals(mine.get("own"));
                    });
                    if (!seen || LogContext.current().size() != 0) {
                        return false;
                    }
                }
                return true;
            });
            assertThat(right).hasSize(100).containsOnly(true);
        }
    }
}
