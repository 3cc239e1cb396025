package io.tid.log4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.StringLayout;
import org.apache.logging.log4j.core.config.DefaultConfiguration;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.core.layout.PatternLayout;
import org.apache.logging.log4j.layout.template.json.JsonTemplateLayout;
import org.apache.logging.log4j.message.SimpleMessage;
import org.apache.logging.log4j.util.SortedArrayStringMap;
import org.junit.jupiter.api.Test;

/** The ways that the guide recommends against text that forges lines. */
class HostileTextTest {

    private static final String HOSTILE = "a\r\nforged \u001b[2J\u0007\u0000b";

    private static LogEvent event() {
        SortedArrayStringMap context = new SortedArrayStringMap();
        context.putValue("user", HOSTILE);
        return Log4jLogEvent.newBuilder()
                .setThreadId(60)
                .setThreadName(HOSTILE)
                .setContextData(context)
                .setMessage(new SimpleMessage(HOSTILE))
                .build();
    }

    private static String pattern(String pattern) {
        return PatternLayout.newBuilder()
                .setConfiguration(new DefaultConfiguration())
                .setPattern(pattern)
                .build()
                .toSerializable(event());
    }

    private static void assertOneCleanLine(String line) {
        assertThat(line).endsWith(System.lineSeparator()).contains("gid-60", "forged");
        assertThat(line.strip().chars()).noneMatch(Character::isISOControl);
    }

    /** Why the advice is needed: Log4j prints it raw. When this fails, the paragraph may go. */
    @Test
    void shouldPrintControlCharactersWhenThePatternDoesNotEncode() {
        assertThat(pattern("%gid %t %X %m%n").lines()).hasSizeGreaterThan(1);
    }

    @Test
    void shouldPrintOneCleanLineWhenThePatternIsTheGuides() throws IOException {
        Matcher recommended = Pattern.compile("<PatternLayout pattern=\"(.*%enc.*)\"/>")
                .matcher(Files.readString(Path.of("..", "docs", "log4j.md")));

        assertThat(recommended.find()).isTrue();
        String line = pattern(recommended.group(1));
        assertOneCleanLine(line);
        assertThat(line).contains("a\\r\\nforged ?[2J??b");
    }

    @Test
    void shouldPrintOneCleanLineWhenTheLayoutIsJson() {
        StringLayout json = JsonTemplateLayout.newBuilder()
                .setConfiguration(new DefaultConfiguration())
                .setEventTemplate("""
                        {"thread": {"$resolver": "gid", "field": "label"}, "name": {"$resolver": "thread", "field": "name"},
                         "context": {"$resolver": "mdc"}, "message": {"$resolver": "message", "stringified": true}}""")
                .build();

        assertOneCleanLine(json.toSerializable(event()).toString());
    }
}
