package io.tid.log4j;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.appender.AppenderLoggingException;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.core.layout.LevelPatternSelector;
import org.apache.logging.log4j.core.layout.PatternMatch;
import org.apache.logging.log4j.core.pattern.RegexReplacement;
import org.apache.logging.log4j.message.SimpleMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class PooledPatternLayoutTest {

    private static final String LONG_LINE = "0123456789".repeat(2000);

    private static LogEvent event(String message) {
        return Log4jLogEvent.newBuilder()
                .setLoggerName("io.tid.Room")
                .setLevel(Level.WARN)
                .setThreadId(60)
                .setThrown(new IllegalStateException("closed"))
                .setMessage(new SimpleMessage(message))
                .build();
    }

    static Stream<UnaryOperator<LayoutPair.Settings>> settings() {
        PatternMatch warn = new PatternMatch("WARN", "! %m%n");
        LevelPatternSelector selector = LevelPatternSelector.newBuilder()
                .setConfiguration(LayoutPair.CONFIGURATION)
                .setProperties(new PatternMatch[] {warn})
                .build();
        RegexReplacement replace = RegexReplacement.createRegexReplacement(Pattern.compile("o+"), "0");
        return Stream.of(
                settings -> settings,
                settings -> settings.with((Charset) null),
                settings -> settings.with(UTF_16).withHeaderAndFooter("first %c%n", "last %p%n"),
                settings -> settings.withHeaderAndFooter("", ""),
                settings -> settings.with(replace).withHeaderAndFooter("foo%n", "foo%n"),
                settings -> settings.with(selector).withHeaderAndFooter("never shown", "never shown"),
                settings -> settings.with(selector).with(replace),
                LayoutPair.Settings::withoutExceptions,
                LayoutPair.Settings::withoutAnsi,
                LayoutPair.Settings::withoutAnsiWhereNoConsole);
    }

    @ParameterizedTest
    @MethodSource("settings")
    void shouldAnswerAsPatternLayoutDoesWhenSetTheSame(UnaryOperator<LayoutPair.Settings> settings) {
        LayoutPair pair = LayoutPair.of("%highlight{%p} %c %gid %m%n", settings);
        LogEvent event = event("good, Ωmega");

        assertThat(pair.pooled().toSerializable(event)).isEqualTo(pair.stock().toSerializable(event));
        assertThat(pair.pooled().toByteArray(event)).isEqualTo(pair.stock().toByteArray(event));
        assertThat(Sink.bytes(sink -> pair.pooled().encode(event, sink)))
                .isEqualTo(Sink.bytes(sink -> pair.stock().encode(event, sink)));
        assertThat(pair.pooled().getHeader()).isEqualTo(pair.stock().getHeader());
        assertThat(pair.pooled().getFooter()).isEqualTo(pair.stock().getFooter());
        assertThat(pair.pooled().getCharset()).isEqualTo(pair.stock().getCharset());
        assertThat(pair.pooled().getContentType()).isEqualTo(pair.stock().getContentType());
        assertThat(pair.pooled().getContentFormat()).isEqualTo(pair.stock().getContentFormat());
        assertThat(pair.pooled()).hasToString(pair.stock().toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"%m%n", "%L %m%n", "%highlight{%l}", "%-20C %m", "%notEmpty{%F}"})
    void shouldAskForTheLocationWhenPatternLayoutDoes(String pattern) {
        LayoutPair pair = LayoutPair.of(pattern);

        assertThat(pair.pooled().requiresLocation()).isEqualTo(pair.stock().requiresLocation());
    }

    @Test
    void shouldWriteBothLinesWholeWhenAMessageLogsAgainFromInside() {
        PooledPatternLayout layout = LayoutPair.of("<%m>").pooled();
        Sink sink = new Sink(100);
        LogEvent inner = FormattedBy.event(text -> text.append("inner").append(LONG_LINE));
        LogEvent outer = FormattedBy.event(text -> {
            text.append("outer ");
            layout.encode(inner, sink);
            text.append(layout.toSerializable(inner));
        });

        layout.encode(outer, sink);

        assertThat(new String(sink.bytes(), UTF_8))
                .isEqualTo("<inner" + LONG_LINE + "><outer <inner" + LONG_LINE + ">>");
    }

    @Test
    void shouldWriteTheNextLineRightWhenAnExceptionEscapedFromOne() {
        LayoutPair pair = LayoutPair.of("%m%n");
        LogEvent failing = FormattedBy.event(text -> {
            text.append("half of a li");
            throw new IllegalStateException("no");
        });
        LogEvent whole = event("whole");
        Sink sink = new Sink(100);

        for (int i = 0; i < 100; i++) {
            assertThatThrownBy(() -> pair.pooled().encode(failing, sink)).hasMessage("no");
            assertThatThrownBy(() -> pair.pooled().toSerializable(failing)).hasMessage("no");
            pair.pooled().encode(whole, sink);
        }

        assertThat(new String(sink.bytes(), UTF_8))
                .isEqualTo(pair.stock().toSerializable(whole).repeat(100));
    }

    @Test
    void shouldPassOnTheExceptionAndWriteTheNextLineRightWhenTheDestinationFails() {
        PooledPatternLayout layout = LayoutPair.of("%m").pooled();
        Sink full = new Sink(100, () -> {
            throw new AppenderLoggingException("disk full");
        });
        Sink sink = new Sink(100);

        for (String line : List.of("short".repeat(50), LONG_LINE)) {
            assertThatThrownBy(() -> layout.encode(FormattedBy.event(text -> text.append(line)), full))
                    .isInstanceOf(AppenderLoggingException.class)
                    .hasMessage("disk full");
            layout.encode(FormattedBy.event(text -> text.append("whole ")), sink);
        }

        assertThat(new String(sink.bytes(), UTF_8)).isEqualTo("whole whole ");
    }

    /** More threads than the pool has slots, all of them parked with a set of buffers in hand. */
    @Test
    void shouldKeepLinesApartWhenVirtualThreadsParkWhileTheyFormat() throws InterruptedException {
        int threads = 500;
        PooledPatternLayout layout = LayoutPair.of("%m%n").pooled();
        Sink sink = new Sink(100);
        CountDownLatch parked = new CountDownLatch(threads);
        CountDownLatch release = new CountDownLatch(1);
        List<Thread> started = new ArrayList<>();

        for (int i = 0; i < threads; i++) {
            int n = i;
            LogEvent event = FormattedBy.event(text -> {
                text.append(n).append(" before");
                parked.countDown();
                await(release);
                text.append(" after ").append(n);
            });
            started.add(Thread.ofVirtual().start(() -> layout.encode(event, sink)));
        }
        parked.await();
        layout.encode(event("meanwhile"), sink);
        release.countDown();
        for (Thread thread : started) {
            thread.join();
        }

        List<String> lines = new String(sink.bytes(), UTF_8).lines().toList();
        assertThat(lines.get(0)).isEqualTo("meanwhile");
        assertThat(lines.stream().filter(line -> line.contains("before")))
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, threads)
                        .mapToObj(n -> n + " before after " + n)
                        .toList());
    }

    /** Eight sets of buffers in use at once, of 6,000,000 characters each. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldKeepLittleWhenHugeLinesWereFormattedAtOnce(boolean encoded) throws InterruptedException {
        int threads = 8;
        PooledPatternLayout layout = LayoutPair.of("%m%n").pooled();
        CountDownLatch parked = new CountDownLatch(threads);
        List<Thread> started = new ArrayList<>();
        LogEvent event = FormattedBy.event(text -> {
            text.append("0123456789".repeat(600_000));
            parked.countDown();
            await(parked);
        });

        for (int i = 0; i < threads; i++) {
            started.add(Thread.ofVirtual().start(() -> {
                if (encoded) {
                    layout.encode(event, new Sink(100_000));
                } else {
                    layout.toSerializable(event);
                }
            }));
        }
        for (Thread thread : started) {
            thread.join();
        }

        assertThat(layout.keptBytes()).isBetween(1L, 1_000_000L);
    }

    @Test
    void shouldNameTheCharsetWhenItCanOnlyDecode() {
        assertThatThrownBy(() -> LayoutPair.of("%m", Charset.forName("ISO-2022-CN")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("must be able to encode: charset=ISO-2022-CN");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
