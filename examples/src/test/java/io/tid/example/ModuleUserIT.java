package io.tid.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.tid.Tid;
import io.tid.executor.BoundedExecutor;
import io.tid.leak.ThreadLeaks;
import io.tid.profile.ThreadProfile;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

/** A module that requires one of ours and has none of the libraries that are optional to it. */
class ModuleUserIT {

    @TempDir
    private Path folder;

    @Test
    void shouldCompileAndRunWithTheProfileAlone() throws Exception {
        assertThat(run("io.tid.profile", """
                        io.tid.profile.ThreadProfile profile = io.tid.profile.ThreadProfile.take();
                        String waitsOn = io.tid.profile.ThreadSnapshot.take().get(0).waitsOn();
                        System.out.println(profile.total() > 0 && (waitsOn == null || !waitsOn.isEmpty()));
                        """, Tid.class, ThreadProfile.class)).isEqualTo("true\n");
    }

    @Test
    void shouldCompileAndRunWithTheExecutorAlone() throws Exception {
        assertThat(run("io.tid.executor", """
                        try (var executor = io.tid.executor.BoundedExecutor.of(2)) {
                            System.out.println(executor.submit(() -> executor.running()).get());
                        }
                        io.tid.executor.Worker<String, Integer> length = String::length;
                        try (var pool = io.tid.executor.WorkerPool.of(1, () -> length)) {
                            System.out.println(pool.process("four"));
                        }
                        """, Tid.class, BoundedExecutor.class))
                .isEqualTo("1\n4\n");
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_25) // 21 wants the module of every service that a module provides: JUnit's
    void shouldCompileAndRunWithTheLeakChecksOutsideJUnit() throws Exception {
        assertThat(run("io.tid.leak", """
                        Thread left = Thread.ofPlatform().daemon().start(java.util.concurrent.locks.LockSupport::park);
                        System.out.println(io.tid.leak.ThreadLeaks.find().size() + " " + left.isAlive());
                        """, Tid.class, ThreadProfile.class, ThreadLeaks.class))
                .isEqualTo("1 true\n");
    }

    /** What the statements print, in a module that requires the one and is compiled without a warning. */
    private String run(String required, String statements, Class<?>... inTheJars) throws Exception {
        Files.createDirectories(folder.resolve("app"));
        Path descriptor =
                Files.writeString(folder.resolve("module-info.java"), "module app { requires " + required + "; }");
        Path main = Files.writeString(folder.resolve("app/Main.java"), """
                package app;
                class Main {
                    public static void main(String[] args) throws Exception {
                        %s
                    }
                }
                """.formatted(statements));
        String path = Arrays.stream(inTheJars).map(ModuleUserIT::jarOf).collect(Collectors.joining(File.pathSeparator));
        ByteArrayOutputStream messages = new ByteArrayOutputStream();

        int status = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        messages,
                        messages,
                        "-Xlint:all",
                        "-Werror",
                        "-p",
                        path,
                        descriptor.toString(),
                        main.toString());

        assertThat(status).as(messages.toString(StandardCharsets.UTF_8)).isZero();
        return java("-p", path + File.pathSeparator + folder, "-m", "app/app.Main");
    }

    private static String jarOf(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String java(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of(arguments));
        Process process = PackagedDemo.bounded(
                new ProcessBuilder(command).redirectErrorStream(true).start());
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).replace("\r", "");
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
