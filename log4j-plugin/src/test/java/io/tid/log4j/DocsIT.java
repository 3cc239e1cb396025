package io.tid.log4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.ConfigurationSource;
import org.apache.logging.log4j.core.config.DefaultConfiguration;
import org.apache.logging.log4j.core.config.xml.XmlConfiguration;
import org.apache.logging.log4j.layout.template.json.JsonTemplateLayout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The snippets of the pages, as Log4j reads them. */
class DocsIT {

    private static final Path GUIDE = Path.of("..", "docs", "log4j.md");
    private static final Path FIRST_LINE = Path.of("..", "docs", "first-line.md");
    private static final Path README = Path.of("..", "README.md");

    static Stream<String> configurations() {
        return Stream.of(GUIDE, FIRST_LINE, README)
                .flatMap(page -> snippets(page, "xml").stream())
                .map(snippet -> snippet.startsWith("<PatternLayout") ? around(snippet) : snippet)
                .filter(snippet -> snippet.startsWith("<Configuration"));
    }

    private static String around(String layout) {
        return """
                <Configuration>
                  <Appenders><Console name="console">%s</Console></Appenders>
                  <Loggers><Root level="info"><AppenderRef ref="console"/></Root></Loggers>
                </Configuration>
                """.formatted(layout);
    }

    @ParameterizedTest
    @MethodSource("configurations")
    void shouldLoadEveryConfigurationWithoutAWarning(String snippet) throws IOException {
        LoggerContext context = new LoggerContext("docs");
        try (Warnings warnings = Warnings.open()) {
            context.start(new XmlConfiguration(
                    context,
                    new ConfigurationSource(new ByteArrayInputStream(snippet.getBytes(StandardCharsets.UTF_8)))));

            assertThat(warnings.messages()).isEmpty();
            assertThat(context.getConfiguration().getAppenders()).isNotEmpty();
            for (Appender appender : context.getConfiguration().getAppenders().values()) {
                if (appender.getLayout() != null) {
                    assertThat(appender.getLayout()
                                    .toSerializable(Events.of(60))
                                    .toString())
                            .contains("gid-60");
                }
            }
        } finally {
            context.stop();
        }
    }

    @Test
    void shouldFindEveryConfiguration() {
        assertThat(configurations()).hasSize(5);
    }

    @Test
    void shouldPrintWhatTheGuideSaysWhenGivenItsPatterns() throws IOException {
        Pattern row = Pattern.compile("^\\| `(%[^`]*)` \\| `([^`]*)`( and two spaces)?", Pattern.MULTILINE);
        String table = Files.readString(GUIDE)
                .split("\\| pattern \\| prints \\|", -1)[1]
                .split("\n\n", -1)[0];

        assertThat(row.matcher(table).results()).hasSize(5).allSatisfy(match -> {
            String text = match.group(2) + (match.group(3) == null ? "" : "  ");
            assertThat(Events.print(match.group(1), 60)).isEqualTo(text);
        });
    }

    @Test
    void shouldWriteJsonWhenGivenTheGuidesTemplate() throws IOException {
        List<String> templates = snippets(GUIDE, "json");

        assertThat(templates)
                .singleElement()
                .satisfies(template -> assertThat(JsonTemplateLayout.newBuilder()
                                .setConfiguration(new DefaultConfiguration())
                                .setEventTemplate(template)
                                .build()
                                .toSerializable(Events.of(60))
                                .trim())
                        .isEqualTo("{\"thread\":\"gid-60\",\"threadId\":60,\"message\":\"hello\"}"));
    }

    @Test
    void shouldNameThisVersionWhereverTheGuideNamesTheArtifact() throws IOException {
        String guide = Files.readString(GUIDE);
        String artifact = "<artifactId>tid-log4j-plugin</artifactId>\n  <version>";

        assertThat(guide.split(Pattern.quote(artifact), -1)).hasSize(3);
        assertThat(guide.split(Pattern.quote(artifact + System.getProperty("project.version") + "<"), -1))
                .hasSize(3);
    }

    private static List<String> snippets(Path page, String language) {
        try {
            return Pattern.compile("^```" + language + "\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL)
                    .matcher(Files.readString(page))
                    .results()
                    .map(match -> match.group(1))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
