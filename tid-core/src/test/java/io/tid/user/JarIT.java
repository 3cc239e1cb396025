package io.tid.user;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires.Modifier;
import java.lang.module.ModuleFinder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar as its users get it, alone. */
class JarIT {

    private static final Path JAR = Path.of(System.getProperty("tid.jar"));
    private static final String EACH_THREAD = "true\ngid-60\n%d\n";

    @Test
    void shouldWorkAloneOnTheClassPath() throws Exception {
        String path = JAR + System.getProperty("path.separator") + "target/test-classes";

        assertThat(java("-cp", path, "io.tid.user.CallsAll"))
                .startsWith(EACH_THREAD.formatted(0) + EACH_THREAD.formatted(1))
                .contains("unnamed module");
    }

    @Test
    void shouldWorkAloneOnTheModulePath() throws Exception {
        List<String> command = List.of(
                "-p",
                JAR.toString(),
                "--add-modules",
                "io.tid.core",
                "-cp",
                "target/test-classes",
                "io.tid.user.CallsAll");

        assertThat(java(command.toArray(new String[0])))
                .isEqualTo(EACH_THREAD.formatted(0) + EACH_THREAD.formatted(1) + "module io.tid.core\n");
    }

    @Test
    void shouldCompileAndRunInAModuleThatHasNeitherAgronaNorJSpecify(@TempDir Path folder) throws Exception {
        Files.createDirectories(folder.resolve("app"));
        Path descriptor = Files.writeString(folder.resolve("module-info.java"), "module app { requires io.tid.core; }");
        Path main = Files.writeString(folder.resolve("app/Main.java"), """
                package app;
                class Main {
                    public static void main(String[] args) {
                        System.out.println(io.tid.Tid.label(60));
                        io.tid.LogContext.empty().with("a", "1").run(() ->
                                System.out.println(io.tid.LogContext.current().get("a") + io.tid.LogContext.creator()));
                    }
                }
                """);
        ByteArrayOutputStream messages = new ByteArrayOutputStream();

        int status = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        messages,
                        messages,
                        "-Xlint:all",
                        "-Werror",
                        "-p",
                        JAR.toString(),
                        descriptor.toString(),
                        main.toString());

        assertThat(status).as(messages.toString(StandardCharsets.UTF_8)).isZero();
        assertThat(java("-p", JAR + System.getProperty("path.separator") + folder, "-m", "app/app.Main"))
                .isEqualTo("gid-60\n1null\n");
    }

    @Test
    void shouldDescribeItselfAsAModuleThatNeedsNothing() {
        ModuleDescriptor module =
                ModuleFinder.of(JAR).find("io.tid.core").orElseThrow().descriptor();

        assertThat(module.isAutomatic()).isFalse();
        assertThat(module.rawVersion()).isPresent();
        assertThat(module.exports())
                .filteredOn(exported -> !exported.isQualified())
                .extracting(ModuleDescriptor.Exports::source)
                .containsExactlyInAnyOrder("io.tid", "io.tid.micrometer");
        assertThat(module.requires())
                .filteredOn(required -> !required.modifiers().contains(Modifier.STATIC))
                .extracting(ModuleDescriptor.Requires::name)
                .containsExactly("java.base");
    }

    private static String java(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).replace("\r", "");
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
