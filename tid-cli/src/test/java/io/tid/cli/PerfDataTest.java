package io.tid.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class PerfDataTest {

    private static final Path FILE = Path.of(
            "/tmp",
            "hsperfdata_" + System.getProperty("user.name"),
            Long.toString(ProcessHandle.current().pid()));

    @TempDir
    Path folder;

    @Test
    void shouldReadTheCountersOfThisJvm() throws Exception {
        assertThat(PerfData.readOwn(FILE, Files.getOwner(FILE))).hasValueSatisfying(self -> {
            assertThat(self.version()).isEqualTo(System.getProperty("java.version"));
            assertThat(self.platformThreads()).isPositive();
            assertThat(self.command()).isEqualTo(System.getProperty("sun.java.command"));
        });
    }

    @Test
    @Timeout(30)
    void shouldNeitherWaitNorFollowWhenAnotherHasPutSomethingThere() throws Exception {
        UserPrincipal user = Files.getOwner(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path good = Files.copy(FILE, folder.resolve("1"));
        assertThat(PerfData.readOwn(good, user)).isPresent();

        Path pipe = folder.resolve("2");
        assumeTrue(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0, "there is no mkfifo");
        assertThat(PerfData.readOwn(pipe, user)).as("a pipe").isEmpty();
        assertThat(PerfData.read(pipe)).isEmpty();
        assertThat(PerfData.readOwn(Files.createSymbolicLink(folder.resolve("3"), Path.of("/dev/zero")), user))
                .as("a link to a device")
                .isEmpty();
        assertThat(PerfData.read(folder.resolve("3"))).isEmpty();
        assertThat(PerfData.readOwn(Files.createSymbolicLink(folder.resolve("4"), good), user))
                .as("a link to a good one")
                .isEmpty();
        assertThat(PerfData.readOwn(Files.write(folder.resolve("5"), new byte[(1 << 20) + 1]), user))
                .as("a large file")
                .isEmpty();
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThat(PerfData.readOwn(good, user)).as("a folder for all").isEmpty();
    }

    @Test
    void shouldNeverFailWhateverTheFileHolds() throws Exception {
        byte[] good = Files.readAllBytes(FILE);
        assertThat(PerfData.parse(good)).isPresent();

        for (int length = 0; length < 400; length++) {
            PerfData.parse(Arrays.copyOf(good, length));
        }
        Random random = new Random(7);
        for (int i = 0; i < 5_000; i++) {
            byte[] bad = good.clone();
            for (int change = 0; change < 20; change++) {
                bad[random.nextInt(random.nextBoolean() ? 400 : bad.length)] = (byte) random.nextInt();
            }
            PerfData.parse(bad);
        }
        assertThat(PerfData.parse("no counters".getBytes(StandardCharsets.UTF_8)))
                .isEmpty();
        assertThat(PerfData.parse(new byte[0])).isEmpty();
    }

    @Test
    void shouldNameTheClassOrTheJarWithoutArguments() {
        assertThat(PerfData.main("io.tid.Game --serve 8")).isEqualTo("io.tid.Game");
        assertThat(PerfData.main("/opt/game/game.jar --serve")).isEqualTo("game.jar");
        assertThat(PerfData.main("")).isEmpty();
    }
}
