package io.tid.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tid.profile.ThreadProfile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceViewTest {

    @TempDir
    Path folder;

    @Test
    void shouldShowTheLinesWithTheirTextWhereTheSourceIs() throws IOException {
        Path source = Files.createDirectories(folder.resolve("io/tid")).resolve("Game.java");
        Files.writeString(source, "class Game {\n\tvoid send() {\n\t\tqueue.put(1);\u001b\n\t}\n}\n");
        ThreadProfile profile = new Profiles()
                .add(200, "send:3", "run:9")
                .add(2, "put:4", "send:2", "run:9")
                .profile();

        assertThat(list(profile, "Game.send", List.of(folder.resolve("nowhere"), folder)))
                .containsExactly(
                        "change: +202 threads in 2 groups",
                        "",
                        "io.tid.Game.send in Game.java",
                        "      FLAT        CUM   LINE",
                        "         0         +2      2  void send() {",
                        "      +200       +200      3  queue.put(1);\\u001b");
    }

    @Test
    void shouldShowTheCountsAloneWhereTheSourceIsNotGiven() throws IOException {
        assertThat(list(new Profiles().add(2, "send:3").profile(), "send", List.of()))
                .contains("        +2         +2      3");
    }

    @Test
    void shouldReadNothingOutsideTheFolders() throws IOException {
        Files.writeString(folder.resolve("secret"), "secret\n");
        Path inside = Files.createDirectories(folder.resolve("src"));
        ThreadProfile profile = new Profiles()
                .add(1, Map.of(), List.of(new StackTraceElement("x", "f", "../secret", 1)))
                .add(1, Map.of(), List.of(new StackTraceElement("/....x", "f", "secret", 1)))
                .profile();

        assertThat(list(profile, "f", List.of(inside))).noneMatch(line -> line.endsWith("  secret"));
    }

    @Test
    void shouldSaySoWhenNoFunctionMatches() {
        assertThatThrownBy(() -> list(new Profiles().add(1, "send:3").profile(), "recv", List.of()))
                .isInstanceOf(Failure.class)
                .hasMessage("no function in the difference has this in its name: \"recv\"");
    }

    private static List<String> list(ThreadProfile profile, String function, List<Path> sources) throws IOException {
        StringWriter out = new StringWriter();
        SourceView.list(profile, function, sources, new PrintWriter(out, true));
        return out.toString().lines().toList();
    }
}
