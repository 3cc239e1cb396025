package io.tid.log4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.tid.LogContext;
import io.tid.Tid;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.util.StringMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The ids among the pairs that an event carries. */
class ContextGidTest {

    private final TidThreadContextMap map = new TidThreadContextMap(true);

    @AfterEach
    void clear() {
        map.clear();
    }

    @Test
    void shouldTellWhoLogsWhenThereIsNoContext() {
        assertThat(map.getReadOnlyContextData().toMap()).isEqualTo(Map.of("gid", Tid.label()));
    }

    @Test
    void shouldTellWhoLogsAndWhoMadeThemWhenTheContextIsShared() throws Exception {
        map.put("user", "Ann");
        StringMap mine = map.getReadOnlyContextData();
        CompletableFuture<Long> child = new CompletableFuture<>();
        CompletableFuture<StringMap> theirs = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            child.complete(Tid.current());
            theirs.complete(map.getReadOnlyContextData());
        });

        assertThat(theirs.get(60, TimeUnit.SECONDS).toMap())
                .isEqualTo(Map.of("user", "Ann", "gid", Tid.label(child.get()), "parentGid", Tid.label()));
        assertThat(mine.toMap()).isEqualTo(Map.of("user", "Ann", "gid", Tid.label()));
        assertThat(map.getReadOnlyContextData().toMap()).isEqualTo(mine.toMap());
    }

    @Test
    void shouldKeepTheMapWhileOneThreadLogsInOneContext() {
        map.put("user", "Ann");

        assertThat(map.getReadOnlyContextData()).isSameAs(map.getReadOnlyContextData());
    }

    /** They race for the one place where a context keeps its view. */
    @Test
    void shouldTellEachThreadApartWhenManyLogAtOnceInsideOneContext() throws Exception {
        map.put("user", "Ann");
        Map<String, String> maker = Map.of("user", "Ann", "parentGid", Tid.label());
        List<Callable<Set<Map<String, String>>>> tasks = Collections.nCopies(8, () -> {
            Set<Map<String, String>> seen = new HashSet<>();
            for (int line = 0; line < 5_000; line++) {
                seen.add(map.getReadOnlyContextData().toMap());
            }
            Map<String, String> right = new HashMap<>(maker);
            right.put("gid", Tid.label());
            seen.remove(right);
            return seen;
        });

        for (ThreadFactory kind :
                List.of(Thread.ofPlatform().factory(), Thread.ofVirtual().factory())) {
            try (ExecutorService threads = Executors.newThreadPerTaskExecutor(kind)) {
                for (Future<Set<Map<String, String>>> wrong : threads.invokeAll(tasks)) {
                    assertThat(wrong.get()).isEmpty();
                }
            }
        }
    }

    @Test
    void shouldTellTheTruthWhenAPairOfThatNameWasPut() {
        map.put("gid", "gid-999");
        map.put("parentGid", "gid-998");

        assertThat(map.getReadOnlyContextData().toMap()).isEqualTo(Map.of("gid", Tid.label()));
    }

    @Test
    void shouldTellEventsOnly() {
        map.put("user", "Ann");
        map.getReadOnlyContextData();

        assertThat(map.getCopy()).isEqualTo(Map.of("user", "Ann"));
        assertThat(map.get("gid")).isNull();
        assertThat(LogContext.current().get("gid")).isNull();
    }

    @Test
    void shouldReadThePropertyWhenLog4jMakesTheMap() {
        assertThat(new TidThreadContextMap().addsIds()).isFalse();
        System.setProperty("tid.context.gid", "true");
        try {
            assertThat(new TidThreadContextMap().addsIds()).isTrue();
        } finally {
            System.clearProperty("tid.context.gid");
        }
    }
}
