package io.tid.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./tid} in a checkout whose path has a space, built before, called from elsewhere. */
@DisabledOnOs(OS.WINDOWS)
class TidScriptIT {

    @TempDir
    private Path folder;

    @Test
    void shouldRunByALinkInAFolderOfThePath() throws Exception {
        Path checkout = Files.createDirectories(folder.resolve("a checkout"));
        for (String script : List.of("tid", "jdk.sh", "build.sh")) {
            Files.copy(Path.of("..", script), checkout.resolve(script));
        }
        for (String module : List.of("tid-core", "tid-profile", "tid-cli")) {
            Files.createDirectories(checkout.resolve(module));
        }
        Files.createSymbolicLink(
                checkout.resolve("tid-cli/target"), Path.of("target").toAbsolutePath());
        Files.createFile(checkout.resolve("pom.xml"));
        Files.setLastModifiedTime(checkout.resolve("pom.xml"), FileTime.from(Instant.parse("2026-01-01T00:00:00Z")));
        Path bin = Files.createDirectories(folder.resolve("bin"));
        Files.createSymbolicLink(bin.resolve("tid"), Path.of("../a checkout/tid"));

        File out = folder.resolve("out").toFile();
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", "tid --version")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().merge("PATH", "/usr/bin:/bin", (path, none) -> bin + ":" + path);
        int exit = builder.start().waitFor();

        String said = Files.readString(out.toPath());
        assertThat(said).matches("tid \\d+\\.\\d+\\.\\d+.*\n");
        assertThat(exit).isZero();
    }

    @Test
    void shouldPassOverAJavaThatIsNoJdk() throws Exception {
        Path jre = folder.resolve("jre");
        Files.createDirectories(jre.resolve("bin"));
        Files.createSymbolicLink(jre.resolve("bin/java"), Path.of(Cli.java()));
        String script = "JAVA_HOME=" + jre + "; . " + Path.of("..", "jdk.sh").toAbsolutePath() + "; echo $JAVA_HOME";

        Run run = Cli.run(List.of("sh", "-c", script));

        assertThat(run.out()).doesNotContain(jre.toString());
        assertThat(run.err())
                .isIn(
                        "",
                        "tid needs a JDK of 21 or newer, in JAVA_HOME or where this system keeps its JDKs; there is none\n");
    }
}
