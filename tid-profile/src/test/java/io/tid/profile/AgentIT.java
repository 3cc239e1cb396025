package io.tid.profile;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.tools.attach.VirtualMachine;
import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The built jar as the way in. */
class AgentIT {

    private static final String JAR = System.getProperty("profile.jar");

    @Test
    void shouldSeeVirtualThreadsWhenTheJarIsTheAgent() throws Exception {
        assertThat(Fork.java("-javaagent:" + JAR, "-cp", classPathWithTheJar()))
                .contains("visibility: all threads", "virtual: 300", "parked: 300", "labels: {user=Ann}");
    }

    @Test
    void shouldSeeVirtualThreadsWhenTheJarIsLoadedLater() throws Exception {
        Process process = Fork.start("-Dfork.waits=true", "-cp", classPathWithTheJar());
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(lines.readLine()).isEqualTo("ready");

            VirtualMachine jvm = VirtualMachine.attach(Long.toString(process.pid()));
            jvm.loadAgent(JAR);
            jvm.loadAgent(JAR); // harmless
            jvm.detach();
            process.getOutputStream().write('\n');
            process.getOutputStream().flush();

            List<String> output = lines.lines().toList();
            assertThat(output).contains("visibility: all threads", "virtual: 300", "parked: 300", "labels: {user=Ann}");
            assertThat(process.waitFor()).isZero();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void shouldNameItsModuleInTheHintWhenItIsOne() throws Exception {
        assertThat(asModule().toString())
                .contains("--add-exports java.base/jdk.internal.vm=io.tid.profile or -javaagent:")
                .contains("--add-opens java.base/java.lang=io.tid.profile");
        assertThat(asModule(
                        "--add-exports",
                        "java.base/jdk.internal.vm=io.tid.profile",
                        "--add-opens",
                        "java.base/java.lang=io.tid.profile"))
                .contains("visibility: all threads", "parked: 300", "labels: {user=Ann}");
    }

    @Test
    void shouldSeeVirtualThreadsWhenTheJarIsTheAgentAndAModule() throws Exception {
        assertThat(asModule("-javaagent:" + JAR))
                .contains("visibility: all threads", "virtual: 300", "parked: 300", "labels: {user=Ann}");
    }

    private static List<String> asModule(String... flags) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(flags));
        arguments.addAll(List.of("-p", libraries(), "--patch-module", "io.tid.profile=" + tests()));
        arguments.addAll(List.of("-m", "io.tid.profile/io.tid.profile.Fork"));
        return Fork.java(arguments.toArray(new String[0]));
    }

    @Test
    void shouldHoldThePageAndTheModuleAndNoServiceFile() throws Exception {
        try (JarFile jar = new JarFile(JAR)) {
            assertThat(jar.getEntry("module-info.class")).isNotNull();
            assertThat(jar.getEntry("io/tid/profile/threads.html")).isNotNull();
            assertThat(jar.getEntry("META-INF/services")).isNull();
        }
    }

    /** The internals are in one file: no other source names them. */
    @Test
    void shouldTouchInternalsInOneFile() throws Exception {
        try (var sources = Files.walk(Path.of("src/main/java"))) {
            assertThat(sources.filter(file -> file.toString().endsWith(".java"))
                            .filter(AgentIT::reflects)
                            .map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("Internals.java");
        }
    }

    private static boolean reflects(Path file) {
        try {
            String code = Files.readString(file);
            return code.contains("Class.forName") || code.contains("MethodHandles") || code.contains("setAccessible");
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String tests() {
        return entries()[0];
    }

    private static String libraries() {
        return JAR
                + File.pathSeparator
                + Arrays.stream(entries())
                        .filter(entry -> entry.contains("tid-core"))
                        .collect(Collectors.joining(File.pathSeparator));
    }

    private static String classPathWithTheJar() {
        return tests() + File.pathSeparator + libraries();
    }

    private static String[] entries() {
        return System.getProperty("java.class.path").split(File.pathSeparator);
    }
}
