package io.tid.log4j;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.logging.log4j.core.layout.PatternLayout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class LineBuffersTest {

    private static final int MOST_TEXT = 2048;
    private static final String PAIR = "\uD83D\uDE00";

    /** The lengths about which buffers grow, are full, or are too small. */
    private static final int[] EDGES = {0, 1, 127, 128, 129, 1023, 1024, 2047, 2048, 2049, 4095, 4096, 8192, 20_000};

    static Stream<Charset> charsets() {
        return Stream.of(
                        "UTF-8",
                        "UTF-16",
                        "UTF-16LE",
                        "UTF-32",
                        "ISO-8859-1",
                        "US-ASCII",
                        "windows-1252",
                        "Shift_JIS",
                        "GB18030",
                        "ISO-2022-JP",
                        "x-IBM939")
                .map(Charset::forName);
    }

    /** One set for all lines, as in the pool, so that each inherits what the one before left. */
    @ParameterizedTest
    @MethodSource("charsets")
    void shouldWriteWhatStringEncodesWhenCharactersAreCutByTheEdgeOfABuffer(Charset charset) {
        LineBuffers buffers = new LineBuffers(charset, MOST_TEXT);

        for (String character : List.of("x", "é", "語", PAIR, "\uD83D", "\uDE00", "語x")) {
            for (int edge : EDGES) {
                for (int shift = -2; shift <= 2; shift++) {
                    String line = "a".repeat(Math.max(0, edge + shift)) + character + "b" + character;
                    assertWritten(buffers, line, charset);
                    assertWritten(buffers, character.repeat(Math.max(0, edge + shift)), charset);
                }
            }
        }
    }

    private static void assertWritten(LineBuffers buffers, String line, Charset charset) {
        byte[] written = Sink.bytes(sink -> buffers.write(buffers.text().append(line), sink));

        assertThat(new String(written, charset)).isEqualTo(new String(line.getBytes(charset), charset));
        assertThat(written).isEqualTo(line.getBytes(charset));
    }

    /** Why the oracle for such lines is PatternLayout's toByteArray. When this fails, Log4j is mended. */
    @Test
    void shouldWriteMoreThanPatternLayoutWhenItsBufferCutsAPair() {
        PatternLayout stock =
                PatternLayout.newBuilder().setCharset(UTF_8).setPattern("%m").build();
        String line = "a".repeat(2047) + PAIR;

        byte[] lossy = Sink.bytes(sink -> stock.encode(FormattedBy.event(text -> text.append(line)), sink));

        assertThat(new String(lossy, UTF_8)).isEqualTo("a".repeat(2047) + "?");
        assertWritten(new LineBuffers(UTF_8, MOST_TEXT), line, UTF_8);
    }

    @Test
    void shouldWriteAnotherBuilderThanItsOwnWhenGivenOne() {
        LineBuffers buffers = new LineBuffers(UTF_8, MOST_TEXT);

        assertThat(Sink.bytes(sink -> buffers.write(new StringBuilder("another"), sink)))
                .asString(UTF_8)
                .isEqualTo("another");
    }

    /** Whether a huge line was written, or only formatted, as for toSerializable. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldKeepNoMoreThanForALongLineWhenAHugeOneIsTrimmed(boolean written) {
        LineBuffers huge = new LineBuffers(UTF_8, MOST_TEXT);
        LineBuffers full = new LineBuffers(UTF_8, MOST_TEXT);
        full.write(full.text().append("語".repeat(MOST_TEXT)), new Sink(1000));

        StringBuilder line = huge.text().append("語".repeat(1_000_000));
        if (written) {
            huge.write(line, new Sink(1000));
        }
        assertThat(huge.keptBytes()).isGreaterThan(2_000_000);
        huge.trim();

        assertThat(huge.keptBytes()).isLessThanOrEqualTo(full.keptBytes());
        assertThat(huge.text()).isEmpty();
    }

    /** Lines of one letter each, most of them longer than every buffer on their way. */
    @ParameterizedTest
    @ValueSource(ints = {64, 8192})
    void shouldNeverMixLinesWhenThreadsWriteLongOnesAtOnce(int capacity) throws InterruptedException {
        int threads = 8;
        int lines = 40;
        Sink sink = new Sink(capacity);
        List<Thread> started = new ArrayList<>();

        for (int i = 0; i < threads; i++) {
            String letter = String.valueOf((char) ('a' + i));
            Random random = new Random(i);
            Runnable work = () -> {
                LineBuffers buffers = new LineBuffers(US_ASCII, MOST_TEXT);
                for (int line = 0; line < lines; line++) {
                    buffers.write(
                            buffers.text()
                                    .append(letter.repeat(1 + random.nextInt(30_000)))
                                    .append('\n'),
                            sink);
                }
            };
            started.add(
                    i % 2 == 0
                            ? Thread.ofVirtual().start(work)
                            : Thread.ofPlatform().start(work));
        }
        for (Thread thread : started) {
            thread.join();
        }

        assertThat(new String(sink.bytes(), US_ASCII).lines())
                .hasSize(threads * lines)
                .allMatch(line -> line.chars().distinct().count() == 1);
    }

    @Test
    void shouldAllocateNothingWhenItHasSeenALineAsLong() {
        var meter = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        LineBuffers buffers = new LineBuffers(UTF_8, MOST_TEXT);
        String line = "hello, this is a line é 語 ".repeat(20);
        Sink sink = new Sink(1_000_000);
        int lines = 1000;

        for (int i = 0; i < lines; i++) {
            buffers.write(buffers.text().append(line), sink);
        }
        sink.getByteBuffer().clear();
        long before = meter.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < lines; i++) {
            buffers.write(buffers.text().append(line), sink);
        }

        assertThat((meter.getCurrentThreadAllocatedBytes() - before) / lines).isZero();
    }
}
