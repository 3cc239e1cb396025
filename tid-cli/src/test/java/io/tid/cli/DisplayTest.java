package io.tid.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DisplayTest {

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
        assertThat(Display.frame(new StackTraceElement("a.B", "f", "B.java", 3)))
                .isEqualTo("a.B.f(B.java:3)");
        assertThat(Display.frame(new StackTraceElement("a.B", "f", "B.java", -2)))
                .isEqualTo("a.B.f(Native Method)");
        assertThat(Display.frame(new StackTraceElement("a.B", "f", null, -1))).isEqualTo("a.B.f(Unknown Source)");
    }
}
