package io.tid.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@SuppressWarnings("try") // what is opened holds threads until it is closed
class ThreadFilterTest {

    @Test
    void shouldFindOneThreadByItsLabel() {
        try (Parked parked = new Parked().start(10, Thread.ofVirtual().factory(), 'a')) {
            long id = parked.threads().get(7).threadId();

            ThreadProfile profile = ThreadProfile.take(ThreadFilter.of(Map.of("gid", "gid-" + id)));

            assertThat(profile.total()).isEqualTo(1);
            assertThat(profile.groups().get(0).minId()).isEqualTo(id);
        }
    }

    @Test
    void shouldKeepWhatFitsEveryParameter() {
        try (Parked parked = new Parked()
                .start(10, Thread.ofVirtual().name("player-", 0).factory(), 'g')
                .start(3, Thread.ofVirtual().name("room-", 0).factory(), 'a')
                .start(2, Thread.ofPlatform().name("player-", 100).factory(), 'a')
                .start(1, Thread.ofVirtual().name("player-", 200).factory(), 'b')) {
            ThreadProfile profile = ThreadProfile.take(ThreadFilter.of(
                    Map.of("kind", "virtual", "name", "player-", "state", "WAITING", "function", "Parked.g")));

            assertThat(profile.total()).isEqualTo(10);
            assertThat(ThreadProfile.take(ThreadFilter.of(Map.of("kind", "platform", "name", "player-")))
                            .total())
                    .isEqualTo(2);
            assertThat(ThreadProfile.take(ThreadFilter.of(Map.of("state", "BLOCKED", "name", "player-")))
                            .total())
                    .isZero();
        }
    }

    @Test
    void shouldCompareALabelWithItsValue() {
        ThreadFilter filter = ThreadFilter.of(Map.of("label", "user:Ann:2"));

        assertThat(filter.late().test(Snapshots.labelled(6, "f", Map.of("user", "Ann:2"))))
                .isTrue();
        assertThat(filter.late().test(Snapshots.labelled(6, "f", Map.of("user", "Ben"))))
                .isFalse();
        assertThat(filter.late().test(Snapshots.waiting(6, "f"))).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gid   | gid-x   | gid must be like gid-60 or 60: gid=\"gid-x\"",
                "gid   | 60.5    | gid must be like gid-60 or 60: gid=\"60.5\"",
                "kind  | daemon  | kind must be virtual or platform: kind=\"daemon\"",
                "state | waiting | state must be one of [NEW, RUNNABLE, BLOCKED, WAITING, TIMED_WAITING, TERMINATED]: state=\"waiting\"",
                "label | user    | label must be KEY:VALUE: label=\"user\"",
            })
    void shouldSayRuleAndValueWhenAParameterIsWrong(String name, String value, String message) {
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> ThreadFilter.of(Map.of(name, value)))
                .withMessage(message);
    }
}
