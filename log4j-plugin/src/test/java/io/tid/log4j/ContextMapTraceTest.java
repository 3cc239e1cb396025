package io.tid.log4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.tid.LogContext;
import java.lang.ref.Reference;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a container's thread keeps of this project's classes, which would keep the class loader of a stopped application. */
class ContextMapTraceTest {

    private static final TidThreadContextMap MAP = new TidThreadContextMap(false);

    static List<Runnable> uses() {
        return List.of(
                MAP::isEmpty,
                MAP::getReadOnlyContextData,
                MAP::clear,
                () -> {
                    MAP.put("user", "Ann");
                    MAP.getReadOnlyContextData();
                    MAP.remove("user");
                },
                () -> {
                    MAP.put("user", "Ann");
                    MAP.put("room", "7");
                    MAP.clear();
                    MAP.getCopy();
                },
                ContextMapTraceTest::putInsideAScope);
    }

    @SuppressWarnings("try") // open is all that the scope is for
    private static void putInsideAScope() {
        try (LogContext.Scope scope = LogContext.current().with("user", "Ann").open()) {
            MAP.put("room", "7");
        }
    }

    @ParameterizedTest
    @MethodSource("uses")
    void shouldLeaveNothingInTheThreadWhenTheMapIsEmptyAgain(Runnable use) throws Exception {
        CompletableFuture<List<String>> left = new CompletableFuture<>();
        Thread.ofPlatform().start(() -> {
            try {
                use.run();
                left.complete(tracesIn(Thread.currentThread()));
            } catch (Throwable e) {
                left.completeExceptionally(e);
            }
        });

        assertThat(left.get(60, TimeUnit.SECONDS)).isEmpty();
    }

    /** Keys and values of both tables of thread locals that are of a class of {@code io.tid}. */
    private static List<String> tracesIn(Thread thread) throws ReflectiveOperationException {
        List<String> traces = new ArrayList<>();
        for (String table : List.of("threadLocals", "inheritableThreadLocals")) {
            Object map = read(Thread.class, table, thread);
            Object entries = map == null ? new Object[0] : read(map.getClass(), "table", map);
            for (int i = 0; i < Array.getLength(entries); i++) {
                Reference<?> entry = (Reference<?>) Array.get(entries, i);
                if (entry != null) {
                    addIfOurs(traces, entry.get());
                    addIfOurs(traces, read(entry.getClass(), "value", entry));
                }
            }
        }
        return traces;
    }

    private static void addIfOurs(List<String> traces, @Nullable Object value) {
        if (value instanceof Object[] several) {
            for (Object one : several) {
                addIfOurs(traces, one);
            }
        } else if (value != null && value.getClass().getName().startsWith("io.tid.")) {
            traces.add(value.getClass().getName());
        }
    }

    private static @Nullable Object read(Class<?> type, String field, Object from) throws ReflectiveOperationException {
        Field found = type.getDeclaredField(field);
        found.setAccessible(true);
        return found.get(from);
    }
}
