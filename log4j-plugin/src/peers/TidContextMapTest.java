package org.apache.logging.log4j.spi;

import io.tid.log4j.TidThreadContextMap;
import org.apache.logging.log4j.test.spi.ThreadContextMapSuite;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Log4j's suite for context maps, on ours. */
@Execution(ExecutionMode.SAME_THREAD)
class TidContextMapTest extends ThreadContextMapSuite {

    private final ThreadContextMap map = new TidThreadContextMap();

    @BeforeEach
    void clear() {
        map.clear();
    }

    @Test
    void singleValue() {
        singleValue(map);
    }

    @Test
    void threadLocalNotInheritableByDefault() {
        threadLocalNotInheritableByDefault(map);
    }

    @Test
    void getCopyReturnsMutableCopy() {
        getCopyReturnsMutableCopy(map);
    }

    @Test
    void getImmutableMapReturnsNullIfEmpty() {
        getImmutableMapReturnsNullIfEmpty(map);
    }

    @Test
    void getImmutableMapReturnsImmutableMapIfNonEmpty() {
        getImmutableMapReturnsImmutableMapIfNonEmpty(map);
    }

    @Test
    void getImmutableMapCopyNotAffectedByContextMapChanges() {
        getImmutableMapCopyNotAffectedByContextMapChanges(map);
    }
}
