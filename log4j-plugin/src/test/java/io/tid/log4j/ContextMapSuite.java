package io.tid.log4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.logging.log4j.spi.ThreadContextMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every context map does, Log4j's own and the one on LogContext; their own tests say where they differ. */
abstract class ContextMapSuite {

    abstract ThreadContextMap map();

    /** Whether a thread begins with the entries of the thread that created it. */
    abstract boolean inherits(boolean virtual);

    abstract void putAll(Map<String, String> pairs);

    abstract void removeAll(List<String> keys);

    @BeforeEach
    @AfterEach
    void clear() {
        map().clear();
    }

    @Test
    void shouldBeEmptyWhenNothingWasPut() {
        assertThat(map().isEmpty()).isTrue();
        assertThat(map().getCopy()).isEmpty();
        assertThat(map().get("user")).isNull();
        assertThat(map().containsKey("user")).isFalse();
    }

    @Test
    void shouldGiveThePairsThatWerePut() {
        map().put("user", "Ann");
        map().put("room", "7");

        assertThat(map().isEmpty()).isFalse();
        assertThat(map().get("user")).isEqualTo("Ann");
        assertThat(map().containsKey("room")).isTrue();
        assertThat(map().getCopy()).containsOnly(Map.entry("user", "Ann"), Map.entry("room", "7"));
        assertThat(map().getImmutableMapOrNull()).isEqualTo(map().getCopy());
    }

    @Test
    void shouldGiveTheLastValueWhenAKeyIsPutTwice() {
        map().put("user", "Ann");
        map().put("user", "Bob");

        assertThat(map().getCopy()).containsOnly(Map.entry("user", "Bob"));
    }

    @Test
    void shouldKeepAnEmptyValue() {
        map().put("user", "");

        assertThat(map().get("user")).isEmpty();
        assertThat(map().containsKey("user")).isTrue();
    }

    @Test
    void shouldForgetAKeyWhenRemoved() {
        map().put("user", "Ann");
        map().put("room", "7");

        map().remove("user");
        map().remove("absent");

        assertThat(map().getCopy()).containsOnly(Map.entry("room", "7"));
    }

    @Test
    void shouldForgetEverythingWhenCleared() {
        map().put("user", "Ann");

        map().clear();

        assertThat(map().isEmpty()).isTrue();
        assertThat(map().getImmutableMapOrNull()).isNull();
    }

    @Test
    void shouldJoinThePairsWhenManyArePut() {
        map().put("user", "Ann");
        map().put("room", "7");

        putAll(Map.of("user", "Bob", "seat", "1"));

        assertThat(map().getCopy()).isEqualTo(Map.of("user", "Bob", "room", "7", "seat", "1"));
    }

    @Test
    void shouldForgetTheKeysWhenManyAreRemoved() {
        putAll(Map.of("user", "Bob", "room", "7", "seat", "1"));

        removeAll(List.of("user", "absent", "seat"));

        assertThat(map().getCopy()).isEqualTo(Map.of("room", "7"));
    }

    @Test
    void shouldKeepFiveHundredPairs() {
        Map<String, String> many = new HashMap<>();
        for (int i = 0; i < 500; i++) {
            map().put("key" + i, "value" + i);
            many.put("key" + i, "value" + i);
        }

        assertThat(map().getCopy()).isEqualTo(many);
    }

    @Test
    void shouldNotChangeACopyWhenTheMapChanges() {
        map().put("user", "Ann");
        Map<String, String> copy = map().getCopy();
        Map<String, String> fixed = map().getImmutableMapOrNull();

        map().put("user", "Bob");
        map().put("room", "7");

        assertThat(copy).containsOnly(Map.entry("user", "Ann"));
        assertThat(fixed).containsOnly(Map.entry("user", "Ann"));
    }

    @Test
    void shouldNotChangeWhenACopyChanges() {
        map().put("user", "Ann");

        map().getCopy().put("user", "Bob");

        assertThat(map().get("user")).isEqualTo("Ann");
    }

    @Test
    void shouldRefuseToPutANullKey() {
        assertThatNullPointerException().isThrownBy(() -> map().put(null, "Ann"));
        assertThat(map().isEmpty()).isTrue();
    }

    @Test
    void shouldAnswerNullWhenTheValueIsNull() {
        map().put("user", "Ann");

        map().put("user", null);

        assertThat(map().get("user")).isNull();
    }

    static Stream<Thread.Builder> threads() {
        return Stream.of(Thread.ofPlatform(), Thread.ofVirtual());
    }

    @ParameterizedTest
    @MethodSource("threads")
    void shouldKeepThreadsApart(Thread.Builder builder) throws Exception {
        map().put("user", "Ann");

        Map<String, String> theirs = on(builder, () -> {
            map().put("user", "Bob");
            map().put("room", "7");
        });

        assertThat(theirs).isEqualTo(Map.of("user", "Bob", "room", "7"));
        assertThat(map().getCopy()).containsOnly(Map.entry("user", "Ann"));
    }

    @ParameterizedTest
    @MethodSource("threads")
    void shouldInheritOrNotAsTheMapSays(Thread.Builder builder) throws Exception {
        boolean virtual = builder instanceof Thread.Builder.OfVirtual;
        map().put("user", "Ann");

        assertThat(on(builder, () -> {})).isEqualTo(inherits(virtual) ? Map.of("user", "Ann") : Map.of());
        assertThat(on(builder.inheritInheritableThreadLocals(false), () -> {})).isEmpty();
    }

    private Map<String, String> on(Thread.Builder builder, Runnable changes) throws Exception {
        CompletableFuture<Map<String, String>> pairs = new CompletableFuture<>();
        builder.start(() -> {
            changes.run();
            pairs.complete(map().getCopy());
        });
        return pairs.get(60, TimeUnit.SECONDS);
    }
}
