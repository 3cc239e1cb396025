package io.tid.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.context.ContextExecutorService;
import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ContextSnapshot;
import io.micrometer.context.ContextSnapshotFactory;
import io.tid.LogContext;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** With the registry that everyone shares, in which the service was found by itself. */
class LogContextAccessorTest {

    private final LogContext context = LogContext.empty().with("request", "17");
    private final LogContext other = LogContext.empty().with("other", "1");
    private final ContextSnapshotFactory snapshots =
            ContextSnapshotFactory.builder().build();

    @AfterEach
    void nothingMayStayBound() {
        assertThat(LogContext.current()).isSameAs(LogContext.empty());
    }

    @Test
    void shouldBeFoundAsAService() {
        assertThat(ContextRegistry.getInstance().getThreadLocalAccessors())
                .filteredOn(accessor -> accessor.key().equals(LogContextAccessor.KEY))
                .singleElement()
                .isInstanceOf(LogContextAccessor.class);
    }

    @Test
    void shouldBringTheContextToAThreadAndTakeItAwayAgain() throws Exception {
        ContextSnapshot snapshot = context.call(snapshots::captureAll);
        try (ExecutorService pool = Executors.newSingleThreadExecutor()) {
            Callable<LogContext> inside = snapshot.wrap((Callable<LogContext>) LogContext::current);

            assertThat(pool.submit(inside).get()).isSameAs(context);
            assertThat(pool.submit(LogContext::current).get()).isSameAs(LogContext.empty());
        }
    }

    @Test
    void shouldRestoreWhatTheThreadHad() {
        ContextSnapshot snapshot = context.call(snapshots::captureAll);
        try (LogContext.Scope own = other.open()) {
            try (ContextSnapshot.Scope scope = snapshot.setThreadLocals()) {
                assertThat(LogContext.current()).isSameAs(context);
                other.with("inner", "2")
                        .run(() -> assertThat(LogContext.current().size()).isEqualTo(2));
                assertThat(LogContext.current()).isSameAs(context);
                assertThat(scope).isNotNull();
            }
            assertThat(LogContext.current()).isSameAs(other);
            assertThat(own).isNotNull();
        }
    }

    @Test
    void shouldLeaveOrClearTheThreadsOwnWhenTheSnapshotHasNone() throws Exception {
        ContextSnapshot none = snapshots.captureAll();
        ContextSnapshot clearing =
                ContextSnapshotFactory.builder().clearMissing(true).build().captureAll();
        Callable<LogContext> look = LogContext::current;
        assertThat(other.call(() -> none.wrap(look).call())).isSameAs(other);
        assertThat(other.call(() -> clearing.wrap(look).call())).isSameAs(LogContext.empty());
        other.run(() -> {
            try (ContextSnapshot.Scope cleared = clearing.setThreadLocals()) {
                assertThat(cleared).isNotNull();
            }
            assertThat(LogContext.current()).isSameAs(other);
        });
    }

    @Test
    void shouldWorkThroughMicrometersOwnExecutor() throws Exception {
        try (ExecutorService pool = Executors.newSingleThreadExecutor()) {
            assertThat(pool.submit(LogContext::current).get()).isSameAs(LogContext.empty());
            ExecutorService wrapped = ContextExecutorService.wrap(pool, snapshots::captureAll);

            assertThat(context.call(() -> wrapped.submit(LogContext::current)).get())
                    .isSameAs(context);
            assertThat(pool.submit(LogContext::current).get()).isSameAs(LogContext.empty());
        }
    }

    @Test
    void shouldFollowAReactorPipelineAcrossThreads() {
        Hooks.enableAutomaticContextPropagation();
        Scheduler scheduler = Schedulers.newSingle("other");
        try {
            Mono<LogContext> pipeline = Flux.just(1, 2, 3)
                    .publishOn(scheduler)
                    .map(i -> LogContext.current())
                    .distinct()
                    .single()
                    .contextCapture();

            assertThat(context.call(() -> pipeline.blockOptional().orElseThrow()))
                    .isSameAs(context);
            assertThat(other.call(() -> pipeline.blockOptional().orElseThrow())).isSameAs(other);
            assertThat(pipeline.block()).isSameAs(LogContext.empty());
        } finally {
            scheduler.dispose();
            Hooks.disableAutomaticContextPropagation();
        }
    }
}
