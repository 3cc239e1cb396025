package io.tid.log4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.util.List;
import java.util.Random;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.MarkerManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.impl.ContextDataFactory;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.message.Message;
import org.apache.logging.log4j.message.ParameterizedMessage;
import org.apache.logging.log4j.message.SimpleMessage;
import org.apache.logging.log4j.util.StringMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random patterns, messages, exceptions and charsets: each seed is one charset's, so a failure names how to repeat it. */
@Timeout(120)
class PooledPatternLayoutRandomTest {

    private static final int PATTERNS = 60;
    private static final int EVENTS = 8;

    private static final List<String> CHARSETS = List.of(
            "UTF-8",
            "UTF-16",
            "UTF-16BE",
            "UTF-32",
            "ISO-8859-1",
            "US-ASCII",
            "windows-1252",
            "Shift_JIS",
            "GB18030",
            "ISO-2022-JP");

    private static final List<String> PARTS = List.of(
            "%d",
            "%d{UNIX_MILLIS} ",
            "%p",
            "%-6p",
            "%.2p",
            "%c{1.} ",
            "%-12.5c",
            "%t",
            "%tid",
            "%gid",
            "%-9gid",
            "%m",
            "%m",
            "%msg{HTML}",
            "%highlight{%p %m}",
            "%style{%m}{bold,red}",
            "%ex",
            "%ex{3}",
            "%ex{short.message}",
            "%rEx",
            "%xEx{2}",
            "%throwable{none}",
            "%notEmpty{[%marker]}",
            "%replace{%m}{[aeiou]}{*}",
            "%enc{%m}{JSON}",
            "%enc{%m}{XML}",
            "%X",
            "%X{key}",
            "%x",
            "%marker",
            "%r",
            "%n",
            "%N",
            "%L",
            "%l",
            "%C{1}",
            "%maxLen{%m}{40}",
            "%repeat{=}{70}",
            "%equals{%p}{WARN}{!}",
            "%K{none}",
            "%T",
            "%% ",
            " – ",
            "語",
            " ");

    private static final List<String> CHARACTERS = List.of(
            "x",
            "a",
            " ",
            "0",
            "é",
            "ß",
            "€",
            "Ω",
            "語",
            "\uD83D\uDE00",
            "\uD83D",
            "\uDE00",
            "\n",
            "\t",
            "\u0000",
            "\uFFFF");

    private static final int[] LENGTHS = {
        0, 1, 20, 20, 60, 127, 128, 129, 600, 2040, 2048, 2056, 4096, 8190, 8200, 20_000
    };

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
    void shouldWriteThePatternLayoutsBytesWhenPatternsAndEventsAreRandom(long seed) {
        Random random = new Random(seed);
        Charset charset = Charset.forName(CHARSETS.get((int) seed));

        for (int i = 0; i < PATTERNS; i++) {
            String pattern = pattern(random);
            boolean exceptions = random.nextBoolean();
            LayoutPair pair = LayoutPair.of(
                    pattern, settings -> (exceptions ? settings : settings.withoutExceptions()).with(charset));
            for (int j = 0; j < EVENTS; j++) {
                assertSame(pattern, pair, event(random));
            }
        }
    }

    private static void assertSame(String pattern, LayoutPair pair, LogEvent event) {
        String text = pair.stock().toSerializable(event);
        byte[] bytes = pair.stock().toByteArray(event);

        assertThat(pair.pooled().toSerializable(event)).as(pattern).isEqualTo(text);
        assertThat(pair.pooled().toByteArray(event)).as(pattern).isEqualTo(bytes);
        assertThat(Sink.bytes(sink -> pair.pooled().encode(event, sink)))
                .as(pattern)
                .isEqualTo(bytes);
        if (text.length() <= 2048) { // LineBuffersTest says why
            assertThat(Sink.bytes(sink -> pair.stock().encode(event, sink)))
                    .as(pattern)
                    .isEqualTo(bytes);
        }
    }

    private static String pattern(Random random) {
        StringBuilder pattern = new StringBuilder();
        for (int parts = 1 + random.nextInt(7); parts > 0; parts--) {
            pattern.append(oneOf(PARTS, random));
        }
        return pattern.toString();
    }

    private static LogEvent event(Random random) {
        StringMap context = ContextDataFactory.createContextData();
        context.putValue("key", text(random, 20));
        Throwable thrown = random.nextInt(4) > 0 ? null : thrown(random);
        Log4jLogEvent.Builder builder = Log4jLogEvent.newBuilder()
                .setLoggerName(random.nextBoolean() ? "io.tid.log4j.Room" : "")
                .setLoggerFqcn("io.tid.Fqcn")
                .setLevel(random.nextBoolean() ? Level.WARN : Level.INFO)
                .setMarker(random.nextBoolean() ? null : MarkerManager.getMarker("AUDIT"))
                .setTimeMillis(1_700_000_000_000L + random.nextInt())
                .setThreadId(1 + random.nextInt(1_000_000))
                .setThreadName(random.nextBoolean() ? "" : "worker-" + random.nextInt(9))
                .setThreadPriority(5)
                .setSource(new StackTraceElement("io.tid.Room", "enter", "Room.java", 36))
                .setContextData(context)
                .setThrown(thrown)
                .setMessage(message(random));
        return builder.build();
    }

    private static Message message(Random random) {
        String text = text(random, LENGTHS[random.nextInt(LENGTHS.length)]);
        return random.nextBoolean()
                ? new SimpleMessage(text)
                : new ParameterizedMessage("{} and {}", text, random.nextInt());
    }

    /** Mostly of one kind of character, so that runs of it meet the buffers' edges; a surrogate at any place. */
    private static String text(Random random, int length) {
        String usual = oneOf(CHARACTERS, random);
        StringBuilder text = new StringBuilder();
        while (text.length() < length) {
            text.append(random.nextInt(8) > 0 ? usual : oneOf(CHARACTERS, random));
        }
        return text.toString();
    }

    private static @Nullable Throwable thrown(Random random) {
        Exception thrown = new IllegalStateException(text(random, 30), new RuntimeException(text(random, 10)));
        if (random.nextBoolean()) {
            thrown.addSuppressed(new UnsupportedOperationException(thrown));
        }
        return thrown;
    }

    private static String oneOf(List<String> all, Random random) {
        return all.get(random.nextInt(all.size()));
    }
}
