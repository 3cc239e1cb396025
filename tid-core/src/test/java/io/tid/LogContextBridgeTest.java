package io.tid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tid.bridge.ContextBridge;
import java.util.Objects;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LogContextBridgeTest {

    private static final ContextBridge<LogContext> BRIDGE = ContextBridge.of(LogContext.empty());

    private final LogContext context = LogContext.empty().with("request", "17");

    @AfterEach
    void unbind() {
        BRIDGE.bind(LogContext.empty());
    }

    @Test
    void shouldBindUntilSomethingElseDoesWhenBoundWithoutAScope() {
        BRIDGE.bind(context);
        assertThat(LogContext.current()).isSameAs(context);
        BRIDGE.bind(context.with("user", "Ann"));
        assertThat(LogContext.current().size()).isEqualTo(2);
        BRIDGE.bind(LogContext.empty());
        assertThat(LogContext.current()).isSameAs(LogContext.empty());
    }

    @Test
    void shouldLeaveNoBindingWhenTheEmptyContextIsBoundAndThereIsNothingElse() {
        BRIDGE.bind(LogContext.empty());
        assertThat(Binding.current()).isNull();
        BRIDGE.bind(context);
        assertThat(Binding.current()).isNotNull();
        BRIDGE.bind(LogContext.empty());
        assertThat(Binding.current()).isNull();
    }

    @Test
    void shouldStillKnowTheParentWhenAChildBindsTheEmptyContext() throws Exception {
        FutureTask<Long> child = new FutureTask<>(() -> {
            BRIDGE.bind(LogContext.empty());
            assertThat(LogContext.current()).isSameAs(LogContext.empty());
            return LogContext.parentId();
        });
        context.run(() -> Thread.startVirtualThread(child));

        assertThat(child.get()).isEqualTo(Tid.current());
    }

    @Test
    void shouldInheritWhatWasBoundWithoutAScope() throws Exception {
        FutureTask<LogContext> child = new FutureTask<>(LogContext::current);
        BRIDGE.bind(context);
        Thread.startVirtualThread(child);

        assertThat(child.get()).isSameAs(context);
    }

    @Test
    void shouldKeepTheBindingWhenAnEqualContextIsBound() {
        BRIDGE.bind(context);
        BRIDGE.bind(LogContext.empty().with("request", "17"));

        assertThat(LogContext.current()).as("with the view that it may have").isSameAs(context);
    }

    @Test
    void shouldKeepTheLastViewBesideAContext() {
        LogContext fresh = context.with("user", "Ann");
        assertThat(BRIDGE.view(fresh)).isNull();
        BRIDGE.view(fresh, "one");
        BRIDGE.view(fresh, "two");

        assertThat(BRIDGE.view(fresh)).isEqualTo("two");
        assertThat(BRIDGE.view(fresh.with("user", "Bob")))
                .as("of a context derived")
                .isNull();
    }

    @Test
    void shouldTellContextParentAndCreatorOfABinding() {
        BRIDGE.bind(context);

        assertThat(BRIDGE.bound(Objects.requireNonNull(Binding.current())))
                .isEqualTo(new ContextBridge.Bound<>(context, LogContext.parentId(), LogContext.creator()));
        assertThat(BRIDGE.bound("of another thread local")).isNull();
    }

    @Test
    void shouldRefuseASecondBridge() {
        assertThatThrownBy(() -> ContextBridge.install(BRIDGE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("bridge must be installed once: installed=");
    }
}
