package io.tid.log4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.tid.app.LogInScopes;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The context map on the module path: Log4j has to reach it in a package that is open to Log4j alone. */
class ContextModuleIT {

    @TempDir
    private static Path application;

    @TempDir
    private Path directory;

    @BeforeAll
    static void compileTheApplication() throws IOException {
        Path descriptor = Files.writeString(application.resolve("module-info.java"), """
                module tid.app {
                    requires org.apache.logging.log4j;
                    requires io.tid.core;
                    requires io.tid.log4j;
                }
                """);
        Path sources = Path.of("src", "test", "java", "io", "tid", "app");
        StringWriter messages = new StringWriter();
        int exitCode = ToolProvider.findFirst("javac")
                .orElseThrow()
                .run(
                        new PrintWriter(messages),
                        new PrintWriter(messages),
                        "-d",
                        application.toString(),
                        "-p",
                        Fork.join(new Fork(Fork.CURRENT, "context.xml", application).jars()),
                        descriptor.toString(),
                        sources.resolve("LogFromManyThreads.java").toString(),
                        sources.resolve("LogInScopes.java").toString());
        assertThat(exitCode).as(messages.toString()).isZero();
    }

    static List<String> versions() {
        return List.of(Fork.OLD, Fork.CURRENT);
    }

    @ParameterizedTest
    @MethodSource("versions")
    void shouldWriteTheContextOfTheCallWhenAllAreModules(String log4j) throws Exception {
        Fork.Result result = new Fork(log4j, "context-module.xml", directory)
                .properties(List.of(ContextMapIT.OURS, ContextMapIT.GID))
                .runModule(application, LogInScopes.class, 50, 4);

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.complaints()).isEmpty();
        ContextLines.of(directory, "module").shouldBeRight(true, 240);
    }
}
