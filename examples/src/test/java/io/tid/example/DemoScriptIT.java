package io.tid.example;

import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./demo} in a checkout whose path has a space, called from elsewhere, with a Maven that only pretends. */
@DisabledOnOs(OS.WINDOWS)
class DemoScriptIT {

    private static final Instant OLD = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    private Path folder;

    private Path checkout;

    private record Result(int exitCode, List<String> out, String err) {}

    @BeforeEach
    void copyWhatTheScriptNeeds() throws IOException {
        checkout = Files.createDirectories(folder.resolve("a checkout"));
        for (String script : List.of("demo", "jdk.sh", "build.sh")) {
            Files.copy(Path.of("..", script), checkout.resolve(script), COPY_ATTRIBUTES);
        }
        Files.createDirectories(checkout.resolve("tid-core"));
        Files.createDirectories(checkout.resolve("log4j-plugin"));
        Files.createDirectories(checkout.resolve("tid-profile"));
        Files.createDirectories(checkout.resolve("tid-executor"));
        Files.createFile(checkout.resolve("pom.xml"));
        source("Room.java", OLD);
        Files.setLastModifiedTime(checkout.resolve("pom.xml"), FileTime.from(OLD));
        Path lib = Files.createDirectories(checkout.resolve("examples/target/lib"));
        try (var jars = Files.list(PackagedDemo.LIB)) {
            for (Path jar : jars.toList()) {
                Files.copy(jar, lib.resolve(jar.getFileName()));
            }
        }
        Files.copy(PackagedDemo.JAR, checkout.resolve("examples/target/tid-examples.jar"));
    }

    private void source(String name, Instant edited) throws IOException {
        Path main = Files.createDirectories(checkout.resolve("examples/src/main"));
        Path file = Files.createFile(main.resolve(name));
        Files.setLastModifiedTime(file, FileTime.from(edited));
        Files.setLastModifiedTime(main, FileTime.from(edited));
    }

    private void mavenThat(String does) throws IOException {
        Path mvn = Files.createDirectories(folder.resolve("bin")).resolve("mvn");
        Files.writeString(mvn, "#!/bin/sh\n" + does + "\n");
        assertThat(mvn.toFile().setExecutable(true)).isTrue();
    }

    private Result demo(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(checkout.resolve("demo").toString()));
        command.addAll(List.of(arguments));
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        Map<String, String> environment = builder.environment();
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.merge("PATH", "/usr/bin", (path, none) -> folder.resolve("bin") + ":" + path);
        int exitCode = PackagedDemo.bounded(builder.start()).waitFor();
        return new Result(exitCode, Files.readAllLines(out), Files.readString(err));
    }

    @Test
    void shouldPlayWithoutABuildAndWithACleanScreenWhenNothingIsNewer() throws Exception {
        mavenThat("exit 1");

        Result result = demo();

        assertThat(result.err()).isEmpty();
        assertThat(result.out()).hasSizeGreaterThan(30).last().asString().startsWith("The format is set in");
        assertThat(result.exitCode()).isZero();
    }

    @Test
    void shouldHandItsArgumentsOn() throws Exception {
        Result result = demo("--serve", "not a port");

        assertThat(result.err()).startsWith("demo: ").contains("\"not a port\"");
        assertThat(result.exitCode()).isEqualTo(2);
    }

    @Test
    void shouldBuildWhenASourceIsNewer() throws Exception {
        mavenThat("touch built");
        source("Table.java", Instant.now().plusSeconds(60));

        Result result = demo("--help");

        assertThat(checkout.resolve("built")).exists();
        assertThat(result.err()).matches("building examples, .*\\.+ done\n");
        assertThat(result.exitCode()).isZero();
    }

    @Test
    void shouldShowAllThatMavenSaysWhenTheBuildFails() throws Exception {
        mavenThat("echo first; echo last >&2; exit 3");
        Files.delete(checkout.resolve("examples/target/tid-examples.jar"));

        Result result = demo();

        assertThat(result.err()).contains("building examples").endsWith(" failed\nfirst\nlast\n");
        assertThat(result.out()).isEmpty();
        assertThat(result.exitCode()).isEqualTo(1);
    }
}
