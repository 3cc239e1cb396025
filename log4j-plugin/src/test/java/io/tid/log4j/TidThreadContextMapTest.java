package io.tid.log4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import com.sun.management.ThreadMXBean;
import io.tid.LogContext;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.spi.DefaultThreadContextMap;
import org.apache.logging.log4j.spi.ThreadContextMap;
import org.apache.logging.log4j.util.StringMap;
import org.junit.jupiter.api.Test;

class TidThreadContextMapTest extends ContextMapSuite {

    private final TidThreadContextMap map = new TidThreadContextMap(false);

    @Override
    ThreadContextMap map() {
        return map;
    }

    @Override
    boolean inherits(boolean virtual) {
        return true;
    }

    @Override
    void putAll(Map<String, String> pairs) {
        map.putAll(pairs);
    }

    @Override
    void removeAll(List<String> keys) {
        map.removeAll(keys);
    }

    @Test
    @SuppressWarnings("try") // open is all that the scope is for
    void shouldBeOneStoreWithLogContext() {
        map.put("user", "Ann");
        try (LogContext.Scope scope = LogContext.current().with("room", "7").open()) {
            assertThat(map.getCopy()).isEqualTo(Map.of("user", "Ann", "room", "7"));
            map.put("seat", "1");
            assertThat(LogContext.current().get("seat")).isEqualTo("1");
        }
        assertThat(map.getCopy()).isEqualTo(Map.of("user", "Ann"));
    }

    @Test
    void shouldGiveAnEventTheSameMapWhileTheContextIsTheSame() throws Exception {
        map.put("user", "Ann");
        StringMap pairs = map.getReadOnlyContextData();

        assertThat(pairs.toMap()).isEqualTo(Map.of("user", "Ann"));
        assertThat(map.getReadOnlyContextData()).isSameAs(pairs);
        assertThat(onChild(map)).isSameAs(pairs);
    }

    @Test
    void shouldLeaveAnEventsMapAsItIsWhenTheContextChanges() {
        map.put("user", "Ann");
        StringMap pairs = map.getReadOnlyContextData();

        map.put("user", "Bob");

        assertThat(pairs.toMap()).isEqualTo(Map.of("user", "Ann"));
        assertThat(map.getReadOnlyContextData().toMap()).isEqualTo(Map.of("user", "Bob"));
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> pairs.putValue("user", "Cleo"));
    }

    @Test
    void shouldAllocateNothingForAnEventWhenTheContextIsTheSame() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        map.put("user", "Ann");
        int found = 0;
        for (int i = 0; i < 20_000; i++) {
            found += map.getReadOnlyContextData().size();
        }

        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 20_000; i++) {
            found += map.getReadOnlyContextData().size();
        }
        long bytes = threads.getCurrentThreadAllocatedBytes() - before;

        assertThat(found).isEqualTo(40_000);
        assertThat(bytes).isLessThan(20_000); // less than a byte an event
    }

    @Test
    void shouldRemoveThePairWhenTheValueIsNull() {
        map.put("user", "Ann");
        map.put("room", "7");

        map.put("user", null);
        Map<String, String> none = new HashMap<>();
        none.put("room", null);
        map.putAll(none);

        assertThat(map.isEmpty()).isTrue();
        assertThat(map.containsKey("user")).isFalse();
    }

    @Test
    void shouldSayOnceThatItKeepsNoEmptyKey() {
        try (Warnings warnings = Warnings.open()) {
            map.put("", "nobody");
            map.putAll(Map.of("", "nobody", "user", "Ann"));

            assertThat(map.getCopy()).isEqualTo(Map.of("user", "Ann"));
            assertThat(warnings.messages()).containsExactly("key must not be empty: key=\"\", the entry is not kept");
        }
    }

    @Test
    void shouldNeverFindANullKey() {
        map.put("user", "Ann");

        map.remove(null);

        assertThat(map.get(null)).isNull();
        assertThat(map.containsKey(null)).isFalse();
        assertThat(map.getCopy()).isEqualTo(Map.of("user", "Ann"));
    }

    @Test
    void shouldPutNoneWhenOneOfManyKeysIsNull() {
        Map<String, String> pairs = new HashMap<>();
        pairs.put("user", "Ann");
        pairs.put(null, "nobody");

        assertThatNullPointerException()
                .isThrownBy(() -> map.putAll(pairs))
                .withMessage("key must not be null: key=null");
        assertThat(map.isEmpty()).isTrue();
    }

    @Test
    void shouldPrintAsLog4jsOwnMap() {
        DefaultThreadContextMap log4js = new DefaultThreadContextMap();
        for (int i = 0; i < 2; i++) {
            assertThat(map).hasToString(log4js.toString());
            map.put("key" + i, "value\n");
            log4js.put("key" + i, "value\n");
        }
        log4js.clear();
    }

    static StringMap onChild(TidThreadContextMap map) throws Exception {
        CompletableFuture<StringMap> pairs = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> pairs.complete(map.getReadOnlyContextData()));
        return pairs.get(60, TimeUnit.SECONDS);
    }
}
