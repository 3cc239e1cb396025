package io.tid.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProfileTextTest {

    @Test
    void shouldWriteCountsLabelsStatesIdsAndFrames() throws Exception {
        ThreadProfile profile = ThreadProfile.of(List.of(
                Snapshots.labelled(60, "f", Map.of("user", "Ann", "room", "7")),
                Snapshots.labelled(61, "f", Map.of("user", "Ann", "room", "7")),
                Snapshots.waiting(62, "g")));

        assertThat(text(profile).replaceAll("0x[0-9a-f]{16}", "0xHASH")).isEqualTo("""
                thread profile: total 3

                2 @ 0xHASH
                # labels: {"room":"7","user":"Ann"}
                # threads: 2 virtual WAITING; gid-60 to gid-61, youngest gid-60 gid-61
                #	io.tid.Game.f(Game.java:12)
                #	io.tid.Game.run(Game.java:12)

                1 @ 0xHASH
                # threads: 1 virtual WAITING; gid-62
                #	io.tid.Game.g(Game.java:12)
                #	io.tid.Game.run(Game.java:12)
                """);
    }

    @Test
    void shouldNumberTheSameStackTheSameWay() throws Exception {
        ThreadProfile one = ThreadProfile.of(List.of(Snapshots.waiting(6, "f")));
        ThreadProfile other = ThreadProfile.of(List.of(Snapshots.waiting(7, "f")));

        assertThat(one.groups().get(0).hash()).isEqualTo(-2569029714730105517L);
        assertThat(other.groups().get(0).hash()).isEqualTo(one.groups().get(0).hash());
    }

    @Test
    void shouldSayStartingOrEndingWhenAStackIsEmpty() throws Exception {
        ThreadProfile profile = ThreadProfile.of(List.of(Snapshots.of(6, "", List.of(), Map.of())));

        assertThat(text(profile)).contains("#\t(no stack: starting or ending, or the JVM's own)\n");
    }

    @Test
    void shouldEscapeWhatOthersChose() throws Exception {
        StackTraceElement frame = new StackTraceElement("Evil\u001b[2J", "m\n", "E\u202evil.java", 1);
        ThreadProfile profile = ThreadProfile.of(
                List.of(Snapshots.of(6, "", List.of(frame), Map.of("k\"", "</script>\u001b[31m\r\n2 @ 0x1"))));

        assertThat(text(profile))
                .contains("#\tEvil\\u001b[2J.m\\u000a(E\\u202evil.java:1)\n")
                .contains("# labels: {\"k\\\"\":\"\\u003c/script\\u003e\\u001b[31m\\u000d\\u000a2 @ 0x1\"}\n");
    }

    @Test
    void shouldEscapeThreadNamesInHeaders() {
        ThreadSnapshot thread = Snapshots.of(6, "a\u001b]0;x\u0007\n\u2028\"b\ud800", List.of(), Map.of());

        assertThat(thread.toString())
                .isEqualTo("thread 6 \"a\\u001b]0;x\\u0007\\u000a\\u2028\\\"b\\ud800\""
                        + " [WAITING on java.util.concurrent.SynchronousQueue, virtual]");
    }

    @Test
    void shouldKeepNamesOfAnyLanguage() {
        ThreadSnapshot thread = Snapshots.of(6, "游戏 Größe 😀", List.of(), Map.of());

        assertThat(thread.toString()).startsWith("thread 6 \"游戏 Größe 😀\" [");
    }

    private static String text(ThreadProfile profile) throws Exception {
        StringBuilder text = new StringBuilder();
        profile.writeText(text);
        return text.toString();
    }
}
