package io.tid.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What each way of letting the profile in does to an AOT cache: docs/profile.md tells it. */
class AotCacheIT {

    private static final String EXPORTS = "--add-exports=java.base/jdk.internal.vm=ALL-UNNAMED";

    @TempDir
    Path folder;

    @BeforeEach
    void shouldHaveCaches() {
        assumeTrue(Runtime.version().feature() >= 25, "JDK 25 brings -XX:AOTCacheOutput");
    }

    @Test
    void shouldKeepTheCacheWhenTheManifestExports() throws Exception {
        String jar = jar(true);
        run("-XX:AOTCacheOutput=" + cache(), "-jar", jar);

        assertThat(run("-XX:AOTCache=" + cache(), "-Xlog:class+load", "-jar", jar))
                .contains("threads: true", "contexts: true")
                .contains("AotProgram source: shared objects file")
                .doesNotContain("Unable to map shared spaces");
    }

    @ParameterizedTest
    @ValueSource(strings = {EXPORTS, "--add-opens=java.base/java.lang=ALL-UNNAMED", "-javaagent:"})
    void shouldLoseTheCacheWhenAFlagComesLater(String flag) throws Exception {
        String jar = jar(false);
        run("-XX:AOTCacheOutput=" + cache(), "-jar", jar);
        String later = flag.equals("-javaagent:") ? flag + System.getProperty("profile.jar") : flag;

        assertThat(run(later, "-XX:AOTCache=" + cache(), "-Xlog:class+load", "-jar", jar))
                .contains("Mismatched values for property jdk.module.add", "threads: ")
                .contains("AotProgram source: file:");
    }

    @Test
    void shouldKeepTheCacheWhenItWasMadeUnderTheSameFlag() throws Exception {
        String jar = jar(false);
        run(EXPORTS, "-XX:AOTCacheOutput=" + cache(), "-jar", jar);

        assertThat(run(EXPORTS, "-XX:AOTCache=" + cache(), "-Xlog:class+load", "-jar", jar))
                .contains("threads: true", "AotProgram source: shared objects file");
    }

    private Path cache() {
        return folder.resolve("program.aot");
    }

    private String jar(boolean exports) throws Exception {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.put(Attributes.Name.MAIN_CLASS, AotProgram.class.getName());
        if (exports) {
            main.putValue("Add-Exports", "java.base/jdk.internal.vm");
            main.putValue("Add-Opens", "java.base/java.lang");
        }
        Path jar = folder.resolve("program.jar");
        String name = AotProgram.class.getName().replace('.', '/') + ".class";
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest);
                InputStream program = AotProgram.class.getResourceAsStream("/" + name)) {
            out.putNextEntry(new JarEntry(name));
            program.transferTo(out);
        }
        return jar.toString();
    }

    private static String run(String... flags) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx256m");
        command.addAll(List.of(flags));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        CompletableFuture.delayedExecutor(5, TimeUnit.MINUTES).execute(process::destroyForcibly);
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
