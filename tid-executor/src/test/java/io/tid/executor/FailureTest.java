package io.tid.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tid.Tid;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A task that throws: told, and harmless to the others. */
@Timeout(120)
class FailureTest {

    private static final class Broken implements Runnable {

        long id;

        @Override
        public void run() {
            id = Tid.current();
            throw new IllegalStateException("broken");
        }

        @Override
        public String toString() {
            throw new AssertionError("asked for its text");
        }
    }

    private final BlockingQueue<Failure> told = new LinkedBlockingQueue<>();

    private Failure told() throws InterruptedException {
        Failure failure = told.poll(60, TimeUnit.SECONDS);
        assertThat(failure != null).as("told within a minute").isTrue();
        return failure;
    }

    @Test
    void shouldTellTheHandlerWhoFailed() throws Exception {
        Broken task = new Broken();
        try (BoundedExecutor executor =
                BoundedExecutor.builder(1).onFailure(told::add).build()) {
            executor.execute(task);
        }
        Failure failure = told();
        assertThat(failure.task() == task).isTrue();
        assertThat(failure.id()).isEqualTo(task.id);
        assertThat(failure.parentId()).isEqualTo(Tid.current());
        assertThat(failure.cause()).hasMessage("broken");
        assertThat(failure)
                .hasToString("task failed: gid=gid-" + task.id + " parent=" + Tid.label() + " task="
                        + Broken.class.getName());
    }

    @Test
    void shouldGiveThePlaceBackWhenATaskFails() throws Exception {
        try (BoundedExecutor executor =
                BoundedExecutor.builder(2).onFailure(told::add).build()) {
            for (int i = 0; i < 100; i++) {
                executor.execute(new Broken());
            }
            assertThat(executor.submit(() -> "goes on").get(60, TimeUnit.SECONDS))
                    .isEqualTo("goes on");
        }
        assertThat(told).hasSize(100);
    }

    @Test
    void shouldTellErrorsToo() throws Exception {
        try (BoundedExecutor executor =
                BoundedExecutor.builder(1).onFailure(told::add).build()) {
            executor.execute(() -> {
                throw new StackOverflowError("deep");
            });
            assertThat(told().cause()).isInstanceOf(StackOverflowError.class);
        }
    }

    @Test
    void shouldGiveTheFailureToTheFutureAloneWhenThereIsOne() {
        try (BoundedExecutor executor =
                BoundedExecutor.builder(1).onFailure(told::add).build()) {
            Future<?> future = executor.submit(new Broken());
            assertThatThrownBy(() -> future.get(60, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasRootCauseMessage("broken");
        }
        assertThat(told).isEmpty();
    }

    @Test
    void shouldTellOfATaskInPlaceThatItIsItsOwnParent() throws Exception {
        try (BoundedExecutor executor = BoundedExecutor.builder(1)
                .runNestedInPlace()
                .onFailure(told::add)
                .build()) {
            executor.execute(() -> executor.execute(new Broken()));
            Failure failure = told();
            assertThat(failure.parentId()).isEqualTo(failure.id());
        }
    }

    @Test
    void shouldLogTheFailureWhenThereIsNoHandler() {
        Broken task = new Broken();
        List<LogRecord> logged = logged(BoundedExecutor.of(1), task);

        assertThat(logged).singleElement().satisfies(line -> {
            assertThat(line.getMessage())
                    .isEqualTo("task failed: gid=gid-" + task.id + " parent=" + Tid.label() + " task="
                            + Broken.class.getName());
            assertThat(line.getThrown()).hasMessage("broken");
        });
    }

    @Test
    void shouldLogTheFailureAndTheHandlersOwnWhenTheHandlerThrows() {
        List<LogRecord> logged = logged(
                BoundedExecutor.builder(1)
                        .onFailure(failure -> {
                            throw new IllegalArgumentException("handler");
                        })
                        .build(),
                new Broken());

        assertThat(logged).extracting(line -> line.getThrown().getMessage()).containsExactly("broken", "handler");
    }

    private static List<LogRecord> logged(BoundedExecutor executor, Runnable task) {
        List<LogRecord> lines = new CopyOnWriteArrayList<>();
        Logger logger = Logger.getLogger("io.tid.executor");
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                lines.add(line);
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        logger.addHandler(handler);
        logger.setUseParentHandlers(false);
        try (executor) {
            executor.execute(task);
        } finally {
            logger.removeHandler(handler);
            logger.setUseParentHandlers(true);
        }
        return lines;
    }
}
