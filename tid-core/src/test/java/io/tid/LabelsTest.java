package io.tid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelsTest {

    static List<ThreadFactory> kinds() {
        return Threads.kinds();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void shouldLabelTheCallingThread(ThreadFactory kind) throws Exception {
        List<Boolean> right =
                Threads.onEach(kind, 100, () -> Tid.label().equals("gid-" + Threads.parsedId(Thread.currentThread())));

        assertThat(right).hasSize(100).containsOnly(true);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void shouldLabelEachIdRightWhenManyThreadsShareAPlaceInTheTable(ThreadFactory kind) throws Exception {
        List<Integer> wrong = Threads.onEach(kind, 8, () -> {
            int errors = 0;
            for (int i = 0; i < 100_000; i++) {
                long id = 7 + (long) Labels.SIZE * ThreadLocalRandom.current().nextInt(4);
                errors += Tid.label(id).equals("gid-" + id) ? 0 : 1;
                long other = id + Labels.SIZE;
                errors += Tid.appendLabel(new StringBuilder(), other).toString().equals("gid-" + other) ? 0 : 1;
            }
            return errors;
        });

        assertThat(wrong).containsOnly(0);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 9, 10, 60, 1023, 1024, 1025, 999_999_999, 1L << 32, (1L << 32) + 60, Long.MAX_VALUE})
    void shouldWriteAndReadEachIdTheSameWay(long id) {
        String label = "gid-" + id;

        assertThat(Tid.label(id)).isEqualTo(label);
        assertThat(Tid.appendLabel(new StringBuilder("<"), id).append('>')).hasToString("<" + label + ">");
        assertThat(Tid.parse(label)).isEqualTo(id);
        assertThat(Tid.parse(CharBuffer.wrap(label))).isEqualTo(id);
        assertThat(put(new ExpandableArrayBuffer(8), 3, id)).isEqualTo(label);
        assertThat(put(new UnsafeBuffer(new byte[label.length()]), 0, id)).isEqualTo(label);
    }

    private static String put(org.agrona.MutableDirectBuffer buffer, int index, long id) {
        int length = AgronaLabels.putLabel(buffer, index, id);
        byte[] written = new byte[length];
        buffer.getBytes(index, written);
        return new String(written, StandardCharsets.US_ASCII);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE})
    void shouldWriteNothingForAnUnknownId(long id) {
        UnsafeBuffer buffer = new UnsafeBuffer(new byte[] {42});

        assertThat(Tid.label(id)).isEmpty();
        assertThat(Tid.appendLabel(new StringBuilder("x"), id)).hasToString("x");
        assertThat(AgronaLabels.putLabel(buffer, 0, id)).isZero();
        assertThat(buffer.getByte(0)).isEqualTo((byte) 42);
    }

    @Test
    void shouldAllocateNothingForARecentLabel() {
        int[] sink = new int[1];

        double bytes = Threads.bytesPerRun(
                () -> sink[0] += Tid.label().length() + Tid.label(1_234_567).length());

        assertThat(bytes).isLessThan(1);
        assertThat(sink[0]).isPositive();
    }

    @Test
    void shouldAllocateNothingWhenAppending() {
        StringBuilder builder = new StringBuilder(64);

        double bytes = Threads.bytesPerRun(() -> {
            builder.setLength(0);
            Tid.appendLabel(builder, 123_456_789);
        });

        assertThat(bytes).isLessThan(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MAX_VALUE, 4 * Labels.SIZE})
    void shouldAllocateNothingWhenAppendingIdsThatComeOnceOrTakeTurns(long differentIds) {
        StringBuilder builder = new StringBuilder(64);
        long[] calls = {0};

        double bytes = Threads.bytesPerRun(() -> {
            builder.setLength(0);
            Tid.appendLabel(builder, 1_000_000_000 + calls[0]++ % differentIds);
        });

        assertThat(bytes).isLessThan(1);
    }

    @Test
    void shouldAllocateNothingWhenTwoIdsTakeTurnsAtAPlaceThatOneOfThemHas() {
        StringBuilder builder = new StringBuilder(64);
        long[] calls = {0};
        long has = 3_000_000_000L;
        Tid.label(has);

        double bytes = Threads.bytesPerRun(() -> {
            builder.setLength(0);
            Tid.appendLabel(builder, has + Labels.SIZE * (calls[0]++ & 1));
        });

        assertThat(bytes).isLessThan(1);
    }

    @Test
    void shouldAppendTheSameTextWhetherOrNotTheIdStandsInTheTable() {
        for (int time = 0; time < 4; time++) {
            assertThat(Tid.appendLabel(new StringBuilder("<"), 2_000_000_017).append('>'))
                    .hasToString("<gid-2000000017>");
        }
    }

    @Test
    void shouldAllocateNothingWhenWritingToABuffer() {
        UnsafeBuffer buffer = new UnsafeBuffer(new byte[64]);

        double bytes = Threads.bytesPerRun(() -> AgronaLabels.putLabel(buffer, 1, 123_456_789));

        assertThat(bytes).isLessThan(1);
    }

    @Test
    void shouldWriteAllOrNothingWhenTheBufferIsTooSmall() {
        UnsafeBuffer buffer = new UnsafeBuffer(new byte[8]);

        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> AgronaLabels.putLabel(buffer, 3, 60))
                .withMessage("label of 6 bytes must fit the buffer: index=3 capacity=8 id=60");
        assertThat(buffer.byteArray()).containsOnly(0);
    }

    @Test
    void shouldRefuseAnIndexOutsideTheBuffer() {
        UnsafeBuffer buffer = new UnsafeBuffer(new byte[8]);

        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> AgronaLabels.putLabel(buffer, -1, 60))
                .withMessage("index must be >= 0: index=-1");
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> AgronaLabels.putLabel(buffer, Integer.MAX_VALUE, 60))
                .withMessage("label of 6 bytes must fit the buffer: index=2147483647 capacity=8 id=60");
    }

    @ParameterizedTest
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "''",
                "gid",
                "gid-",
                "60",
                "t60",
                "GID-60",
                "gid-0",
                "gid-060",
                "gid-+60",
                "gid--60",
                " gid-60",
                "gid-60 ",
                "gid-6 0",
                "gid-6x",
                "gid-9223372036854775808",
                "gid-9999999999999999999",
                "gid-18446744073709551676",
                "gid-1_000"
            })
    void shouldRefuseWhatIsNoLabel(String text) {
        assertThatExceptionOfType(NumberFormatException.class)
                .isThrownBy(() -> Tid.parse(text))
                .withMessage("label must be gid- and a number from 1 to 9223372036854775807: \"" + text + '"');
    }

    @Test
    void shouldRefuseDigitsOfOtherScriptsAndEscapeWhatCannotBeSeen() {
        assertThatExceptionOfType(NumberFormatException.class)
                .isThrownBy(() -> Tid.parse("gid-\u0666\u0660\n"))
                .withMessage("label must be gid- and a number from 1 to 9223372036854775807: "
                        + "\"gid-\u0666\u0660\\u000a\"");
    }

    @Test
    void shouldCutLongTextWhenRefusingIt() {
        assertThatExceptionOfType(NumberFormatException.class)
                .isThrownBy(() -> Tid.parse("gid-" + "1".repeat(1_000_000)))
                .withMessageEndingWith(": \"gid-" + "1".repeat(96) + "\" and 999904 more characters");
    }

    @Test
    @SuppressWarnings("NullAway") // null is the point
    void shouldRefuseNull() {
        assertThatNullPointerException().isThrownBy(() -> Tid.parse(null));
        assertThatNullPointerException().isThrownBy(() -> Tid.appendLabel(null, 60));
        assertThatNullPointerException().isThrownBy(() -> Tid.appendLabel(null, 0));
        assertThatNullPointerException().isThrownBy(() -> AgronaLabels.putLabel(null, 0, 60));
        assertThatNullPointerException().isThrownBy(() -> AgronaLabels.putLabel(null, 0, 0));
    }
}
