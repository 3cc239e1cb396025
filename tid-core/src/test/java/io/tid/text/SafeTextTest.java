package io.tid.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafeTextTest {

    private static String escape(int codePoint) {
        StringBuilder out = new StringBuilder();
        for (char c : Character.toChars(codePoint)) {
            out.append("\\u%04x".formatted((int) c));
        }
        return out.toString();
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                0, '\t', '\n', '\r', 0x1B, 0x7F, 0x85, 0x9B, // controls, also those of 8 bits
                0xAD, 0x61C, 0x200B, 0x200D, 0x200E, 0x202A, 0x202E, 0x2066, 0x2069, 0xFEFF,
                0xE0041, // format, direction
                0x2028, 0x2029, 0xD800, 0xDBFF, 0xDC00, 0xDFFF, 0xE000, 0xF0000, 0x378, 0xFFFF, 0x10FFFF, 0x34F, 0x115F,
                0x1160, 0x3164, 0xFFA0, 0x2800, 0xFE0F, 0xE0100
            })
    void shouldEscapeWhatIsHostile(int codePoint) {
        String text = "a" + new String(Character.toChars(codePoint)) + "b";

        assertThat(SafeText.of(text)).isEqualTo("a" + escape(codePoint) + "b");
        assertThat(SafeText.quoted(text)).isEqualTo("\"a" + escape(codePoint) + "b\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "plain text ~", "Straße", "Ann\u00a0Ω", "日本語", "한국", "e\u0301", "😀", "x😀y", "עברית"})
    void shouldKeepWhatCanBeSeen(String text) {
        assertThat(SafeText.of(text)).isEqualTo(text);
        assertThat(SafeText.quoted(text)).isEqualTo('"' + text + '"');
    }

    @Test
    void shouldGiveTheSameForEveryCodePointAsTheObviousRule() {
        String all = IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
                .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE) // they would meet and be pairs
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        StringBuilder expected = new StringBuilder();
        all.codePoints().forEach(c -> expected.append(SafeText.of(new String(Character.toChars(c)))));

        assertThat(SafeText.of(all).contentEquals(expected)).isTrue();
        assertThat(SafeText.of(all).codePoints().map(Character::getType))
                .doesNotContain((int) Character.CONTROL, (int) Character.FORMAT, (int) Character.SURROGATE)
                .doesNotContain((int) Character.LINE_SEPARATOR, (int) Character.PARAGRAPH_SEPARATOR)
                .doesNotContain((int) Character.UNASSIGNED, (int) Character.PRIVATE_USE);
    }

    @Test
    void shouldEscapeMarkupAndQuotesWhenQuoted() {
        assertThat(SafeText.quoted("\"\\</script>&")).isEqualTo("\"\\\"\\\\\\u003c/script\\u003e\\u0026\"");
        assertThat(SafeText.of("\"\\</script>&")).isEqualTo("\"\\</script>&");
    }

    @Test
    void shouldEscapeHalvesOfPairsThatAreTurnedRound() {
        assertThat(SafeText.of("\ude00\ud83d")).isEqualTo("\\ude00\\ud83d");
        assertThat(SafeText.of("\ud83d\ud83d\ude00")).isEqualTo("\\ud83d😀");
    }

    @Test
    void shouldCutAtAHundredCharactersAndCountTheRest() {
        assertThat(SafeText.cut("a".repeat(100))).isEqualTo('"' + "a".repeat(100) + '"');
        assertThat(SafeText.cut("a".repeat(101))).isEqualTo('"' + "a".repeat(100) + "\" and 1 more characters");
        assertThat(SafeText.cut("\n\"")).isEqualTo("\"\\u000a\\\"\"");
    }

    @Test
    void shouldPartNoPairWhenCut() {
        assertThat(SafeText.cut("a".repeat(99) + "😀")).isEqualTo('"' + "a".repeat(99) + "\" and 2 more characters");
    }

    @Test
    void shouldAppendAndReturnTheBuilder() {
        StringBuilder out = new StringBuilder("x");

        assertThat(SafeText.append(out, "\n")).isSameAs(out);
        assertThat(SafeText.quoted(out, "<")).isSameAs(out);
        assertThat(SafeText.cut(out, "y")).isSameAs(out).hasToString("x\\u000a\"\\u003c\"\"y\"");
    }
}
