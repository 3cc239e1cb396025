package io.tid.log4j;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.lang.management.ManagementFactory;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.core.impl.MutableLogEvent;
import org.apache.logging.log4j.message.SimpleMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GidConverterTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "%gid>gid-60",
                "%gid{}>60",
                "%gid{t}>t60",
                "%gid{gid=}>gid=60",
                "[%8gid]>[  gid-60]",
                "[%-8gid]>[gid-60  ]",
                "%.3gid>-60",
                "%.-3gid>gid",
                "%notEmpty{(%gid)}>(gid-60)",
                "%gidget>gid-60get",
                "%highlight{%gid}{INFO=green}>\u001b[32mgid-60\u001b[m",
                "%maxLen{%gid}{4}>gid-",
                "%replace{%gid}{-}{_}>gid_60",
                "%equals{%gid}{gid-60}{me}>me",
            })
    void shouldPrintTheLabelOfTheEventsThreadWhenAskedInAnyForm(String pattern, String text) {
        assertThat(Events.print(pattern, 60)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            value = {"%gid>''", "%gid{}>''", "%gid{t}>''", "[%-8gid]>'[        ]'", "x%notEmpty{(%gid)}>x"})
    void shouldPrintNothingWhenTheThreadIsUnknown(String pattern, String text) {
        assertThat(Events.print(pattern, 0)).isEqualTo(text);
        assertThat(Events.print(pattern, -1)).isEqualTo(text);
    }

    @Test
    void shouldPrintNothingWhenAReusedEventHasNotBeenFilled() {
        LogEvent fresh = new MutableLogEvent();
        StringBuilder line = new StringBuilder("x");

        GidConverter.newInstance(null, null).format(fresh, line);

        assertThat(line).hasToString("x");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 9, 10, 99, 999_999, 123_456_789, Integer.MAX_VALUE, 1L << 31, Long.MAX_VALUE})
    void shouldPrintAllDigitsWhenTheIdIsOfAnySize(long id) {
        assertThat(Events.print("%gid{} %tid", id)).isEqualTo(id + " " + id);
    }

    @Test
    void shouldNameRuleAndValueOnceWhenThereIsASurplusOption() {
        try (Warnings warnings = Warnings.open()) {
            String line = Events.print("%gid{a}{b}{c}", 60);

            assertThat(line).isEqualTo("a60");
            assertThat(warnings.messages()).containsExactly("%gid takes at most one option, the prefix: %gid{a}{b}{c}");
        }
    }

    @Test
    void shouldPrintTheOriginalThreadWhenAnEventWasSerialized() throws Exception {
        LogEvent logged = Log4jLogEvent.newBuilder()
                .setMessage(new SimpleMessage("hello"))
                .setThreadId(60)
                .build();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(logged);
        }
        ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()));
        StringBuilder line = new StringBuilder();

        GidConverter.newInstance(null, null).format((LogEvent) in.readObject(), line);

        assertThat(line).hasToString("gid-60");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gid-", "", "t"})
    void shouldAllocateNothingWhenTheBuilderIsLargeEnough(String prefix) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        String[] options = prefix.equals("gid-") ? new String[0] : new String[] {prefix};
        GidConverter converter = GidConverter.newInstance(null, options);
        MutableLogEvent event = new MutableLogEvent();
        StringBuilder line = new StringBuilder(64);
        int calls = 20_000;
        long before = 0;
        for (int i = 0; i < 2 * calls; i++) {
            if (i == calls) {
                before = threads.getCurrentThreadAllocatedBytes();
            }
            line.setLength(0);
            event.setThreadId(123_456_789 + i % 3_000);
            converter.format(event, line);
        }
        long bytes = threads.getCurrentThreadAllocatedBytes() - before;

        assertThat(before).isPositive(); // -1 would mean: not measured
        assertThat(bytes / calls).isZero();
    }

    @Test
    void shouldLeaveThrowablesToLog4jWhenAsked() {
        assertThat(GidConverter.newInstance(null, new String[0]).handlesThrowable())
                .isFalse();
    }
}
