package io.tid.log4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.logging.log4j.spi.DefaultThreadContextMap;
import org.apache.logging.log4j.spi.ThreadContextMap;
import org.junit.jupiter.api.Test;

/** Log4j's own map, which shows that the suite says what Log4j does. */
class StockContextMapTest extends ContextMapSuite {

    private final DefaultThreadContextMap map = make();

    /** Log4j reads its property when the map is made. */
    DefaultThreadContextMap make() {
        return new DefaultThreadContextMap();
    }

    @Override
    ThreadContextMap map() {
        return map;
    }

    @Override
    boolean inherits(boolean virtual) {
        return false;
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
    void shouldDifferFromOursInWhatItKeeps() {
        map.put("user", null);
        map.put("", "nobody");

        assertThat(map.containsKey("user")).isTrue();
        assertThat(map.get("")).isEqualTo("nobody");
    }
}
