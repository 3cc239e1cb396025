package io.tid.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code go tool pprof} makes of our files. */
@SuppressWarnings("try") // what is opened holds threads until it is closed
class PprofTest {

    private static final String TOP = "-top -nodecount=0 -nodefraction=0";

    @TempDir
    Path folder;

    @BeforeEach
    void shouldHaveGo() {
        GoTool.assumeInstalled();
    }

    @Test
    void shouldShowTwoHundredMoreWhenQueryAllLeaksTwoEachTime() throws Exception {
        try (QueryAll queries = new QueryAll()) {
            queries.run(3);
            String before = file("before.pb.gz", ThreadProfile.take());
            queries.run(100);
            String after = file("after.pb.gz", ThreadProfile.take());

            String top = pprof(TOP, "-base", before, after);

            assertThat(top).contains("Type: threads");
            assertThat(GoTool.top(top, QueryAll.class.getName() + ".send")).isEqualTo(200);
        }
    }

    @Test
    void shouldShowNoChangeWhenAProfileIsItsOwnBase() throws Exception {
        try (QueryAll queries = new QueryAll()) {
            queries.run(10);
            String file = file("same.pb.gz", ThreadProfile.take());

            assertThat(pprof(TOP, "-base", file, file))
                    .contains("accounting for 0, 0%")
                    .doesNotContain("send");
        }
    }

    @Test
    void shouldShowTheDifferenceThatMinusMade() throws Exception {
        try (QueryAll queries = new QueryAll()) {
            ThreadProfile base = ThreadProfile.take();
            queries.run(100);

            String top =
                    pprof(TOP, file("difference.pb.gz", ThreadProfile.take().minus(base)));

            assertThat(GoTool.top(top, QueryAll.class.getName() + ".send")).isEqualTo(200);
        }
    }

    @Test
    void shouldShowEachStackWithItsCountInTraces() throws Exception {
        String traces = pprof("-traces", file("made.pb.gz", made()));

        assertThat(traces)
                .containsPattern("2 +io\\.tid\\.Game\\.f\n +io\\.tid\\.Game\\.run\n")
                .containsPattern("1 +io\\.tid\\.Game\\.g\n +io\\.tid\\.Game\\.run\n");
    }

    @Test
    void shouldAddUpKindsStatesAndContextInTags() throws Exception {
        String tags = pprof("-tags", file("made.pb.gz", made()));

        assertThat(tags)
                .containsPattern("kind: Total 3\\.?0?\n +3\\.?0? \\( +100%\\): virtual")
                .containsPattern("state: Total 3\\.?0?\n +3\\.?0? \\( +100%\\): WAITING")
                .containsPattern("user: Total 2\\.?0?\n +2\\.?0? \\( +100%\\): Ann");
    }

    @Test
    void shouldKeepItsOwnLabelsApartWhenTheContextHasKeysOfTheSameNames() throws Exception {
        ThreadProfile profile = ThreadProfile.of(
                List.of(Snapshots.labelled(6, "f", Map.of("kind", "order", "state", "paid", "context.kind", "x"))));

        assertThat(pprof("-tags", file("made.pb.gz", profile)))
                .containsPattern("(?m)^ *kind: Total 1\\.?0?\n +1\\.?0? \\( +100%\\): virtual")
                .containsPattern("(?m)^ *state: Total 1\\.?0?\n +1\\.?0? \\( +100%\\): WAITING")
                .containsPattern("context\\.state: Total 1\\.?0?\n +1\\.?0? \\( +100%\\): paid")
                .contains("order");
    }

    @Test
    void shouldFocusOnALabel() throws Exception {
        String top = pprof(TOP, "-tagfocus=user=Ann", file("made.pb.gz", made()));

        assertThat(GoTool.top(top, "io.tid.Game.run")).isEqualTo(2);
        assertThat(GoTool.top(top, "io.tid.Game.g")).isZero();
    }

    @Test
    void shouldListTheLineWhereThreadsWait() throws Exception {
        Path source = Files.createDirectories(folder.resolve("src/io/tid")).resolve("Game.java");
        Files.writeString(source, "// line\n".repeat(11) + "queue.put(1);\n");

        String list = pprof("-list=Game.f", "-source_path=" + folder.resolve("src"), file("made.pb.gz", made()));

        assertThat(list).contains("io/tid/Game.java").containsPattern("2 +2 +12:queue\\.put\\(1\\);");
    }

    @Test
    void shouldNameThreadsWithoutAStackAndKeepTerminalsSafe() throws Exception {
        ThreadProfile profile = ThreadProfile.of(List.of(
                Snapshots.of(6, "", List.of(), Map.of()),
                Snapshots.of(
                        7,
                        "",
                        List.of(new StackTraceElement("Evil\u001b[2J", "m", null, -2)),
                        Map.of("user", "\u001b[31mAnn"))));
        String file = file("made.pb.gz", profile);

        assertThat(pprof("-traces", file))
                .contains("(no stack: starting or ending, or the JVM's own)", "Evil\\u001b[2J.m")
                .doesNotContain("\u001b");
        assertThat(pprof("-tags", file)).contains("\\u001b[31mAnn").doesNotContain("\u001b");
    }

    private static ThreadProfile made() {
        return ThreadProfile.of(List.of(
                Snapshots.labelled(6, "f", Map.of("user", "Ann")),
                Snapshots.labelled(7, "f", Map.of("user", "Ann")),
                Snapshots.waiting(8, "g")));
    }

    private String file(String name, ThreadProfile profile) throws Exception {
        return GoTool.file(folder, name, profile);
    }

    private String pprof(String first, String... more) throws Exception {
        String[] flags = first.split(" ");
        String[] all = java.util.stream.Stream.concat(java.util.Arrays.stream(flags), java.util.Arrays.stream(more))
                .toArray(String[]::new);
        return GoTool.pprof(folder, all);
    }
}
