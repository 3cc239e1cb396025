package io.tid.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tid.profile.ThreadProfile;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class GroupingTest {

    @TempDir
    Path folder;

    @Test
    void shouldMakeOneGroupOfThreadsThatOnlyARequestsIdTellsApart() {
        Grouping grouping = by();

        ThreadProfile profile = grouping.of(requests(0, 100));

        assertThat(profile.groups()).hasSize(2).allSatisfy(group -> {
            assertThat(group.count()).isEqualTo(50);
            assertThat(group.labels()).containsOnlyKeys("room");
        });
        assertThat(grouping.notes()).containsExactly("not split by requestId: 100 values");
    }

    @Test
    void shouldSplitByWhatIsChosen() {
        Grouping none = by("--by", "");
        assertThat(none.of(requests(0, 100)).groups()).hasSize(1);
        assertThat(none.notes()).isEmpty();
        assertThat(by("--by", "requestId").of(requests(0, 100)).groups()).hasSize(100);
        assertThat(by("--by", "room, nothing").of(requests(0, 100)).groups()).hasSize(2);
    }

    @Test
    void shouldKeepAKeyOfFewValuesHoweverFewThreadsThereAre() {
        ThreadProfile profile = by().of(new Profiles()
                .add(1, Map.of("room", "7"), LINE)
                .add(1, Map.of("room", "8"), LINE)
                .profile());

        assertThat(profile.groups()).hasSize(2);
    }

    @Test
    void shouldSeeNoChangeWhereThreadsServeOtherRequestsOnTheSameLine() {
        for (int threads : new int[] {4, 100}) {
            Grouping grouping = by();

            assertThat(grouping.change(requests(0, threads), requests(1_000, threads))
                            .groups())
                    .as("%s threads", threads)
                    .isEmpty();

            assertThat(grouping.notes()).containsExactly("not split by requestId: " + 2 * threads + " values");
        }
    }

    @Test
    void shouldShowAChangeWithItsContextWhereValuesAreTheSame() {
        ThreadProfile before = new Profiles().add(5, Map.of("room", "7"), LINE).profile();
        ThreadProfile after = new Profiles().add(35, Map.of("room", "7"), LINE).profile();

        assertThat(by().change(before, after).groups()).hasSize(1).first().satisfies(group -> {
            assertThat(group.count()).isEqualTo(30);
            assertThat(group.labels()).containsEntry("room", "7");
        });
    }

    @Test
    void shouldTakeTheSameOptionOnEachCommandThatGroups() throws Exception {
        Path before = write("a.json", requests(0, 100));
        Path after = write("b.json", requests(1_000, 101));

        Run run = Run.tid("diff", before.toString(), after.toString());
        assertThat(run.out())
                .contains("\n# not split by requestId: 201 values\n", "\n1 @ 0x")
                .doesNotContain("\"requestId\"");
        assertThat(run.err()).isEqualTo("tid: not split by requestId: 201 values\n");
        assertThat(Run.tid("diff", before.toString(), after.toString(), "--by", "requestId")
                        .out()
                        .lines()
                        .filter(line -> line.contains("\"requestId\"")))
                .hasSize(201);
        for (String command : List.of("profile", "top")) {
            assertThat(Run.tid(command, "--help").out()).contains("--by=KEYS");
        }
        assertThat(Run.tid("profile", "1", "--debug", "2", "--by", "x").err())
                .startsWith("tid: --by must be with groups, and not with --debug=2\n");
    }

    private Path write(String name, ThreadProfile profile) throws Exception {
        StringWriter json = new StringWriter();
        profile.writeJson(json);
        return Files.writeString(folder.resolve(name), json.toString());
    }

    private static final List<StackTraceElement> LINE = List.of(Profiles.frame("serve:41"), Profiles.frame("run:9"));

    /** Threads on one line, each with a request of its own, in two rooms. */
    private static ThreadProfile requests(int from, int threads) {
        Profiles profiles = new Profiles();
        for (int i = 0; i < threads; i++) {
            profiles.add(1, Map.of("requestId", "r" + (from + i), "room", i % 2 == 0 ? "7" : "8"), LINE);
        }
        return profiles.profile();
    }

    @Command
    private static final class Any {
        @Mixin
        private final Grouping grouping = new Grouping();
    }

    private static Grouping by(String... args) {
        Any any = new Any();
        new CommandLine(any).parseArgs(args);
        return any.grouping;
    }
}
