package io.tid.log4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.tid.app.LogFromManyThreads;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The plugin, Log4j and an application that asks for them in its descriptor, all on the module path. */
class ModulePathIT {

    private static final int EXPECTED = 400;

    @TempDir
    private static Path application;

    @TempDir
    private Path directory;

    @BeforeAll
    static void compileTheApplication() throws IOException {
        Path descriptor = Files.writeString(application.resolve("module-info.java"), """
                module tid.app {
                    requires org.apache.logging.log4j;
                    requires io.tid.log4j;
                }
                """);
        Path source = Path.of("src", "test", "java", "io", "tid", "app", "LogFromManyThreads.java");
        List<Path> modulePath = new Fork(Fork.CURRENT, "files.xml", application).jars();
        StringWriter messages = new StringWriter();
        int exitCode = ToolProvider.findFirst("javac")
                .orElseThrow()
                .run(
                        new PrintWriter(messages),
                        new PrintWriter(messages),
                        "-d",
                        application.toString(),
                        "-p",
                        Fork.join(modulePath),
                        descriptor.toString(),
                        source.toString());
        assertThat(exitCode).as(messages.toString()).isZero();
    }

    static List<String> versions() {
        return List.of(Fork.OLD, Fork.CURRENT);
    }

    @ParameterizedTest
    @MethodSource("versions")
    void shouldNameTheThreadThatLoggedWhenAllAreModules(String log4j) throws Exception {
        Fork.Result result = new Fork(log4j, "mixed.xml", directory)
                .with("disruptor-3")
                .options("--add-modules", "com.lmax.disruptor,jdk.unsupported")
                .runModule(application, LogFromManyThreads.class, 100, 2, 2);

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.complaints()).isEmpty();
        for (String appender : List.of("root", "child", "queue", "rewrite")) {
            Lines.of(directory, appender).shouldBeRight().shouldHoldEach(EXPECTED);
        }
    }

    @Test
    void shouldWriteJsonWhenTheLayoutIsAModule() throws Exception {
        Fork.Result result = new Fork(Fork.CURRENT, "json.xml", directory)
                .withJsonTemplateLayout()
                .options("--add-modules", "org.apache.logging.log4j.layout.template.json")
                .runModule(application, LogFromManyThreads.class, 100, 2, 2);

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.complaints()).isEmpty();
        Lines.ofJson(directory, "json").shouldBeRight().shouldHoldEach(EXPECTED);
    }
}
