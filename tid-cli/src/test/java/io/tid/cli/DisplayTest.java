package io.tid.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DisplayTest {

    @Test
    void shouldWriteAsNumbersWhatMovesTheCursorOrHides() {
        assertThat(Display.text("a\u001b[2J\n\u0085\u202e\u2028\u200b\ud83d b\u00e9\ud83d\ude00 \udb40\udc01"))
                .isEqualTo("a\\u001b[2J\\u000a\\u0085\\u202e\\u2028\\u200b\\ud83d b\u00e9\ud83d\ude00 \\udb40\\udc01");
    }

    @Test
    void shouldBeReadBackByAJsonParserWhenQuoted() throws Exception {
        String evil = "\"\\\u0000\n\u001b\u2028\ud83d\udb40\udc01</script>\u00e9";

        assertThat(new ObjectMapper().readValue(Display.quoted(evil), String.class))
                .isEqualTo(evil);
    }

    @ParameterizedTest
    @CsvSource({
        "0,0s",
        "59,59s",
        "60,1m00s",
        "3599,59m59s",
        "3600,1h00m",
        "86399,23h59m",
        "86400,1d00h",
        "1051200,12d04h"
    })
    void shouldShowTimesShortly(long seconds, String shown) {
        assertThat(Display.duration(Duration.ofSeconds(seconds))).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({"0,0 B", "1023,1023 B", "1024,1.0 KiB", "1610612736,1.5 GiB"})
    void shouldShowBytesInTheUnitThatFits(long bytes, String shown) {
        assertThat(Display.bytes(bytes)).isEqualTo(shown);
    }

    @Test
    void shouldKeepTheEndOfWhatIsTooLong() {
        assertThat(Display.end("io.tid.Game", 11)).isEqualTo("io.tid.Game");
        assertThat(Display.end("io.tid.Game", 6)).isEqualTo("….Game");
    }

    @Test
    void shouldShowFramesAsTheProfileDoes() {
        assertThat(Display.frame(new StackTraceElement("a.B", "f", "B.java", 3))).isEqualTo("a.B.f(B.java:3)");
        assertThat(Display.frame(new StackTraceElement("a.B", "f", "B.java", -2))).isEqualTo("a.B.f(Native Method)");
        assertThat(Display.frame(new StackTraceElement("a.B", "f", null, -1))).isEqualTo("a.B.f(Unknown Source)");
    }
}
