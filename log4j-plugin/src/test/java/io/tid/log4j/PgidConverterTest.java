package io.tid.log4j;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.config.DefaultConfiguration;
import org.apache.logging.log4j.core.impl.ContextDataFactory;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.core.layout.PatternLayout;
import org.apache.logging.log4j.util.StringMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PgidConverterTest {

    private static LogEvent childOf(Object parent) {
        StringMap pairs = ContextDataFactory.createContextData();
        pairs.putValue("parentGid", parent);
        return Log4jLogEvent.newBuilder().setContextData(pairs).build();
    }

    private static String print(String pattern, LogEvent event) {
        return PatternLayout.newBuilder()
                .setConfiguration(new DefaultConfiguration())
                .setPattern(pattern)
                .build()
                .toSerializable(event);
    }

    @ParameterizedTest
    @CsvSource({"%pgid,gid-3", "[%-8pgid],[gid-3   ]", "%notEmpty{(%pgid)},(gid-3)"})
    void shouldPrintTheParentThatTheEventCarries(String pattern, String text) {
        assertThat(print(pattern, childOf("gid-3"))).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "3", "gid-0", "gid-3\nFAKE", "somebody"})
    void shouldPrintNothingWhenThatIsNoLabel(String text) {
        assertThat(print("%pgid", childOf(text))).isEmpty();
    }

    @Test
    void shouldPrintNothingWhenTheEventCarriesNoParent() {
        assertThat(print("%pgid", childOf(3))).isEmpty();
        assertThat(print("%pgid", Log4jLogEvent.newBuilder().build())).isEmpty();
        assertThat(print("%pgid", Events.of(60))).isEmpty();
    }

    @Test
    void shouldSayThatNothingWillCarryTheParent() {
        try (Warnings warnings = Warnings.open()) {
            PgidConverter.newInstance(new String[] {"t"});

            assertThat(warnings.messages())
                    .containsExactly(
                            "%pgid takes no option: %pgid{t}",
                            "%pgid prints nothing without"
                                    + " log4j2.threadContextMap=io.tid.log4j.TidThreadContextMap and"
                                    + " tid.context.gid=true");
        }
    }

    @Test
    void shouldAllocateNothingWhenTheEventCarriesTheParent() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        PgidConverter converter = PgidConverter.newInstance(null);
        LogEvent event = childOf("gid-3");
        StringBuilder line = new StringBuilder(64);
        long bytes = 0;
        for (int round = 0; round < 2; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 20_000; i++) {
                line.setLength(0);
                converter.format(event, line);
            }
            bytes = threads.getCurrentThreadAllocatedBytes() - before;
        }

        assertThat(line).hasToString("gid-3");
        assertThat(bytes).isLessThan(20_000); // less than a byte a line
    }
}
