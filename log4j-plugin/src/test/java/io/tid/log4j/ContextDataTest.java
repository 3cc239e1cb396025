package io.tid.log4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tid.LogContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.impl.JdkMapAdapterStringMap;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.message.SimpleMessage;
import org.apache.logging.log4j.util.SortedArrayStringMap;
import org.apache.logging.log4j.util.StringMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Log4j's own map of the same pairs is the oracle. */
class ContextDataTest {

    private static final LogContext TWO = LogContext.empty().with("user", "Ann").with("room", "");

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 9})
    void shouldAnswerAsLog4jsOwnFrozenMapWhenRead(int size) {
        LogContext context = LogContext.empty();
        SortedArrayStringMap log4js = new SortedArrayStringMap();
        for (int i = 0; i < size; i++) {
            context = context.with("key" + i, "value" + i);
            log4js.putValue("key" + i, "value" + i);
        }
        log4js.freeze();
        StringMap ours = new ContextData(context);

        assertThat(ours.size()).isEqualTo(log4js.size());
        assertThat(ours.isEmpty()).isEqualTo(log4js.isEmpty());
        assertThat(ours.isFrozen()).isEqualTo(log4js.isFrozen());
        assertThat(ours.toMap()).isEqualTo(log4js.toMap());
        for (String key : List.of("", "key", "key0", "key8", "key9")) {
            assertThat(ours.<String>getValue(key)).isEqualTo(log4js.getValue(key));
            assertThat(ours.containsKey(key)).isEqualTo(log4js.containsKey(key));
        }
        assertThat(ours.<String>getValue(null)).isNull();
        assertThat(ours.containsKey(null)).isFalse();
        assertThat(visited(ours)).isEqualTo(visited(log4js));
        assertThat(visitedWithState(ours)).isEqualTo(visitedWithState(log4js));
        SortedArrayStringMap copy = new SortedArrayStringMap();
        copy.putAll(ours);
        assertThat(copy).isEqualTo(log4js);
    }

    @Test
    void shouldRefuseEveryChange() {
        StringMap data = new ContextData(TWO);
        data.freeze();

        List<ThrowingCallable> changes = List.of(
                data::clear,
                () -> data.putValue("user", "Bob"),
                () -> data.putAll(new SortedArrayStringMap()),
                () -> data.remove("user"));

        assertThat(changes)
                .allSatisfy(change -> assertThatExceptionOfType(UnsupportedOperationException.class)
                        .isThrownBy(change)
                        .withMessageContaining("frozen"));
        assertThat(data.toMap()).isEqualTo(Map.of("user", "Ann", "room", ""));
    }

    @Test
    void shouldGiveAMapOfTheCallersOwnWhenCopied() {
        StringMap data = new ContextData(TWO);

        data.toMap().clear();

        assertThat(data.toMap()).hasSize(2);
    }

    static List<StringMap> log4jsMaps() {
        return List.of(new SortedArrayStringMap(), new JdkMapAdapterStringMap());
    }

    @ParameterizedTest
    @MethodSource("log4jsMaps")
    void shouldEqualBothWaysWhenALog4jMapHasTheSameEntries(StringMap log4js) {
        assertEqualBothWays(new ContextData(LogContext.empty()), log4js);
        TWO.forEach(log4js::putValue);
        assertEqualBothWays(new ContextData(TWO), log4js);

        log4js.putValue("user", "Bob");
        assertThat(new ContextData(TWO)).isNotEqualTo(log4js);
        assertThat(log4js).isNotEqualTo(new ContextData(TWO));
        assertThat((Object) new ContextData(TWO)).isNotEqualTo(TWO);
    }

    private static void assertEqualBothWays(StringMap ours, StringMap log4js) {
        assertThat(ours).isEqualTo(log4js).hasSameHashCodeAs(log4js).hasToString(log4js.toString());
        assertThat(log4js).isEqualTo(ours);
    }

    @Test
    void shouldBeEqualWhenTheEntriesAre() {
        LogContext same = LogContext.empty().with("room", "").with("user", "Ann");

        assertThat(new ContextData(TWO)).isEqualTo(new ContextData(same)).hasSameHashCodeAs(new ContextData(same));
        assertThat(new ContextData(TWO)).isNotEqualTo(new ContextData(same.with("user", "Bob")));
    }

    @Test
    void shouldArriveAsLog4jsOwnMapWhenItsEventIsSerialized() throws Exception {
        LogEvent event = Log4jLogEvent.newBuilder()
                .setLoggerName("room")
                .setLevel(Level.INFO)
                .setMessage(new SimpleMessage("joined"))
                .setContextData(new ContextData(TWO))
                .build();

        LogEvent arrived = (LogEvent) read(written(event));

        assertThat(arrived).isEqualTo(event).hasSameHashCodeAs(event);
        assertThat(event).isEqualTo(arrived);
        assertThat(arrived.getContextData().toMap()).isEqualTo(Map.of("user", "Ann", "room", ""));
        assertThat(read(written(new ContextData(TWO)))).isInstanceOfSatisfying(SortedArrayStringMap.class, map -> {
            assertThat(map.toMap()).isEqualTo(Map.of("user", "Ann", "room", ""));
            assertThat(map.isFrozen()).isTrue();
        });
    }

    private static List<String> visited(StringMap pairs) {
        List<String> seen = new ArrayList<>();
        pairs.forEach((key, value) -> seen.add(key + '=' + value));
        return seen;
    }

    private static Map<String, Object> visitedWithState(StringMap pairs) {
        Map<String, Object> seen = new TreeMap<>();
        pairs.<Object, Map<String, Object>>forEach((key, value, state) -> state.put(key, value), seen);
        return seen;
    }

    private static byte[] written(Object object) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        }
        return bytes.toByteArray();
    }

    private static Object read(byte[] bytes) throws Exception {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
            return in.readObject();
        }
    }
}
