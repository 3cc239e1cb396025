package io.tid.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The Java in README.md and docs compiles as it stands there: a whole class, a module's descriptor, or statements inside a method. */
class SnippetsTest {

    private static final Pattern SNIPPET = Pattern.compile("^```java\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
    private static final String HEAD_OF_METHOD = """
            import io.tid.*;
            import io.tid.executor.*;
            import io.tid.leak.*;
            import io.tid.profile.*;
            import java.net.*;
            import java.net.http.*;
            import java.time.*;
            import java.util.*;
            import java.util.concurrent.*;
            import org.apache.logging.log4j.*;
            class Snippet {
                static final Logger log = LogManager.getLogger();
                void snippet() throws Exception {
            """;

    static List<String> snippets() throws IOException {
        List<String> snippets = new ArrayList<>();
        try (Stream<Path> docs = Files.list(Path.of("../docs"))) {
            Stream<Path> pages = docs.filter(page -> page.toString().endsWith(".md"));
            for (Path page :
                    Stream.concat(Stream.of(Path.of("../README.md")), pages).toList()) {
                SNIPPET.matcher(Files.readString(page))
                        .results()
                        .map(MatchResult::group)
                        .map(fence -> "// " + page + "\n" + fence.replaceAll("(?m)^```.*\n?", ""))
                        .forEach(snippets::add);
            }
        }
        return snippets;
    }

    @Test
    void shouldFindTheSnippets() throws IOException {
        assertThat(snippets()).hasSizeGreaterThanOrEqualTo(2).first().asString().startsWith("// ../README.md");
    }

    @ParameterizedTest
    @MethodSource("snippets")
    void shouldCompileAsItStandsInTheDocs(String snippet, @TempDir Path folder) throws IOException {
        boolean module = snippet.contains("\nmodule ");
        String source = module || snippet.contains("class ") ? snippet : HEAD_OF_METHOD + snippet + "}}";
        Path file = Files.writeString(folder.resolve(module ? "module-info.java" : "Snippet.java"), source);
        String path = System.getProperty("java.class.path");
        ByteArrayOutputStream messages = new ByteArrayOutputStream();

        int status = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        messages,
                        messages,
                        "-proc:none",
                        module ? "-p" : "-cp",
                        path,
                        "-d",
                        folder.toString(),
                        file.toString());

        assertThat(status).as(messages.toString(StandardCharsets.UTF_8)).isZero();
    }
}
