package io.tid.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PerfDataTest {

    private static final long SELF = ProcessHandle.current().pid();

    @Test
    void shouldTellOfThisJvm() {
        Map<Long, PerfData> all = PerfData.all();

        assertThat(all).hasEntrySatisfying(SELF, self -> {
            assertThat(self.version()).isEqualTo(System.getProperty("java.version"));
            assertThat(self.platformThreads()).isPositive();
            assertThat(self.command()).isEqualTo(System.getProperty("sun.java.command"));
        });
    }

    @Test
    void shouldNeverFailWhateverTheFileHolds() throws Exception {
        byte[] good = Files.readAllBytes(
                Path.of("/tmp", "hsperfdata_" + System.getProperty("user.name"), Long.toString(SELF)));
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
