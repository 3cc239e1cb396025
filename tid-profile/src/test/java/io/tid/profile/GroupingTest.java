package io.tid.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GroupingTest {

    @Test
    void shouldMakeOneGroupOfThreadsThatOnlyARequestsIdTellsApart() throws Exception {
        ThreadProfile profile = ThreadProfile.of(requests(0, 100));

        assertThat(profile.groups()).hasSize(2).allSatisfy(group -> {
            assertThat(group.count()).isEqualTo(50);
            assertThat(group.labels()).containsOnlyKeys("room");
            assertThat(group.values()).isEqualTo(Map.of("requestId", 50L));
            assertThat(group.toString()).endsWith(", requestId: 50 values");
        });
        assertThat(profile.notSplitBy()).isEqualTo(Map.of("requestId", 100L));
        assertThat(profile.toString()).isEqualTo("thread profile: total 100 in 2 groups, requestId: 100 values");
        assertThat(text(profile)).contains("# not split by requestId: 100 values\n", "\n# requestId: 50 values\n");
        assertThat(text(read(profile))).isEqualTo(text(profile));
    }

    @Test
    void shouldSplitByWhatIsChosenWhenItIsTaken() {
        assertThat(ThreadProfile.of(requests(0, 5_000), Grouping.by("requestId"))
                        .groups())
                .hasSize(5_000);
        assertThat(ThreadProfile.of(requests(0, 100), Grouping.by()).groups()).hasSize(1);
        ThreadProfile all = ThreadProfile.of(requests(0, 100), Grouping.ALL_KEYS);
        assertThat(all.by("requestId").groups()).hasSize(100);
        assertThat(all.byDefault().groups()).hasSize(2);
    }

    @Test
    void shouldKeepAKeyOfFewValuesOrOfManyThreadsForEach() {
        assertThat(ThreadProfile.of(requests(0, 10)).groups()).hasSize(10);

        List<ThreadSnapshot> threads = new ArrayList<>();
        for (int i = 0; i < 63; i++) {
            threads.add(Snapshots.labelled(i + 1, "f", Map.of("user", "u" + i % 21)));
        }
        assertThat(ThreadProfile.of(threads).groups()).hasSize(21);
    }

    @Test
    void shouldKeepFewGroupsWhileAHundredThousandRequestsAreAdded() {
        Tallies tallies = new Tallies(Grouping.ALL_KEYS);
        int most = 0;
        for (int i = 0; i < 100_000; i++) {
            tallies.add(Snapshots.labelled(i + 1, "f", Map.of("requestId", "r" + i)));
            most = Math.max(most, tallies.groups().size());
        }

        assertThat(most).isLessThanOrEqualTo(Values.MOST);
        assertThat(tallies.groups()).hasSize(1);
        assertThat(tallies.groups().values().iterator().next().total()).isEqualTo(100_000);
        assertThat(tallies.folded().values())
                .hasSize(1)
                .allSatisfy(values -> assertThat(values.count()).isEqualTo(Values.MOST + 1));
        assertThat(Values.text(Values.MOST + 1)).isEqualTo("more than 1000 values");
    }

    @Test
    void shouldFoldAlikeHoweverThreadsAreSharedOutToReaders() {
        Tallies one = new Tallies(Grouping.DEFAULT);
        Tallies two = new Tallies(Grouping.DEFAULT);
        requests(0, 1_600).forEach(thread -> (thread.id() % 2 == 0 ? one : two).add(thread));

        one.add(two);

        assertThat(one.finish().groups()).hasSize(2);
        assertThat(one.groups().values())
                .allSatisfy(tally -> assertThat(tally.total()).isEqualTo(800));
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 9, 11, 100, 2_000})
    void shouldBeNoChangeWhenThreadsServeOtherRequestsOnTheSameLine(int threads) throws Exception {
        ThreadProfile before = ThreadProfile.of(requests(0, threads));
        ThreadProfile after = ThreadProfile.of(requests(5_000, threads));

        assertThat(after.minus(before).groups()).isEmpty();
        assertThat(after.minus(before).notSplitBy()).containsOnlyKeys("requestId");
        assertThat(read(after).minus(read(before)).groups()).isEmpty();
    }

    @Test
    void shouldBeTheGrowthAloneWhenOneSideWasSplitAndTheOtherNot() {
        ThreadProfile difference = ThreadProfile.of(requests(0, 100)).minus(ThreadProfile.of(requests(0, 4)));

        assertThat(difference.groups())
                .hasSize(2)
                .allSatisfy(group -> assertThat(group.count()).isEqualTo(48));
    }

    @Test
    void shouldKeepWhatWasChosenInADifference() {
        ThreadProfile before = ThreadProfile.of(requests(0, 100), Grouping.by("requestId"));
        ThreadProfile after = ThreadProfile.of(requests(50, 100), Grouping.by("requestId"));

        assertThat(after.minus(before).groups()).hasSize(100);
    }

    /** Threads on one line, each with a request of its own, in two rooms. */
    private static List<ThreadSnapshot> requests(int from, int threads) {
        List<ThreadSnapshot> all = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            Map<String, String> labels = Map.of("requestId", "r" + (from + i), "room", i % 2 == 0 ? "7" : "8");
            all.add(Snapshots.labelled(i + 1, "f", labels));
        }
        return all;
    }

    private static ThreadProfile read(ThreadProfile profile) throws IOException {
        StringBuilder json = new StringBuilder();
        profile.writeJson(json);
        return ThreadProfile.readJson(new StringReader(json.toString()));
    }

    private static String text(ThreadProfile profile) throws IOException {
        StringBuilder text = new StringBuilder();
        profile.writeText(text);
        return text.toString();
    }
}
