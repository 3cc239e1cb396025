package io.tid.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GidTextTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 9, 10, 60, 1_000_000, Long.MAX_VALUE})
    void shouldReadANumberWithAndWithoutThePrefix(long id) {
        assertThat(GidText.parse("gid-" + id)).isEqualTo(id);
        assertThat(GidText.parse(Long.toString(id))).isEqualTo(id);
        assertThat(GidText.ofLabel("gid-" + id)).isEqualTo(id);
        assertThat(GidText.ofLabel(Long.toString(id))).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "gid-",
                "0",
                "gid-0",
                "060",
                "gid-060",
                "-1",
                "+1",
                " 60",
                "60 ",
                "gid- 60",
                "GID-60",
                "gid60",
                "6_0",
                "0x3c",
                "٦٠",
                "gid-gid-60",
                "9223372036854775808",
                "gid-9223372036854775808",
                "99999999999999999999",
                "6.0",
                "gid-60\n"
            })
    void shouldRefuseEverythingElse(String text) {
        assertThatThrownBy(() -> GidText.parse(text))
                .isInstanceOf(NumberFormatException.class)
                .hasMessage("must be like gid-60 or 60: " + SafeText.cut(text));
        assertThat(GidText.ofLabel(text)).isZero();
    }

    @Test
    void shouldQuoteHostileTextHarmlesslyWhenItRefuses() {
        assertThatThrownBy(() -> GidText.parse("\u001b[2J")).hasMessage("must be like gid-60 or 60: \"\\u001b[2J\"");
    }
}
