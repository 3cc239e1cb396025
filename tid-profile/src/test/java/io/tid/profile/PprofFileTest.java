package io.tid.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What {@link PprofTest} asks {@code go tool pprof}, asked of a decoder in Java: it runs where Go is not installed. */
@SuppressWarnings("try") // what is opened holds threads until it is closed
class PprofFileTest {

    private static final String SEND = QueryAll.class.getName() + ".send";

    @Test
    void shouldShowTwoHundredMoreWhenQueryAllLeaksTwoEachTime() throws Exception {
        try (QueryAll queries = new QueryAll()) {
            queries.run(3);
            PprofFile before = PprofFile.of(ThreadProfile.take());
            queries.run(100);
            PprofFile after = PprofFile.of(ThreadProfile.take());

            assertThat(after.type).isEqualTo("threads/count");
            assertThat(after.cumulative(SEND) - before.cumulative(SEND)).isEqualTo(200);
            assertThat(sent(after.minus(before))).isEqualTo(200);
        }
    }

    @Test
    void shouldShowNoChangeWhenAProfileIsItsOwnBase() throws Exception {
        try (QueryAll queries = new QueryAll()) {
            queries.run(10);
            ThreadProfile profile = ThreadProfile.take();

            assertThat(PprofFile.of(profile).minus(PprofFile.of(profile))).isEmpty();
        }
    }

    @Test
    void shouldShowTheDifferenceThatMinusMade() throws Exception {
        try (QueryAll queries = new QueryAll()) {
            ThreadProfile base = ThreadProfile.take();
            queries.run(100);
            ThreadProfile now = ThreadProfile.take();

            assertThat(PprofFile.of(now.minus(base)).cumulative(SEND)).isEqualTo(200);
            assertThat(PprofFile.of(base.minus(now)).cumulative(SEND)).isEqualTo(-200);
        }
    }

    @Test
    void shouldShowEachStackWithItsCountAndTheLineWhereThreadsWait() throws Exception {
        PprofFile file = PprofFile.of(made());

        assertThat(file.total()).isEqualTo(3);
        assertThat(file.samples)
                .extracting(PprofFile.Sample::count, PprofFile.Sample::lines)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple(2L, lines("f")),
                        org.assertj.core.groups.Tuple.tuple(1L, lines("g")));
    }

    private static List<String> lines(String method) {
        return List.of("io.tid.Game." + method + " (io/tid/Game.java:12)", "io.tid.Game.run (io/tid/Game.java:12)");
    }

    @Test
    void shouldAddUpKindsStatesAndContextInTags() throws Exception {
        PprofFile file = PprofFile.of(made());

        assertThat(file.tags("kind")).isEqualTo(Map.of("virtual", 3L));
        assertThat(file.tags("state")).isEqualTo(Map.of("WAITING", 3L));
        assertThat(file.tags("user")).isEqualTo(Map.of("Ann", 2L));
    }

    @Test
    void shouldFocusOnALabel() throws Exception {
        assertThat(PprofFile.of(made()).samples)
                .filteredOn(sample -> "Ann".equals(sample.labels().get("user")))
                .singleElement()
                .satisfies(sample -> assertThat(sample.count()).isEqualTo(2))
                .satisfies(sample -> assertThat(sample.functions())
                        .contains("io.tid.Game.run")
                        .doesNotContain("io.tid.Game.g"));
    }

    @Test
    void shouldTellWhenAndHowLong() throws Exception {
        ThreadProfile profile = made();
        PprofFile file = PprofFile.of(profile);

        assertThat(file.timeNs).isEqualTo(ChronoUnit.NANOS.between(Instant.EPOCH, profile.takenAt()));
        assertThat(file.durationNs).isEqualTo(profile.span().toNanos());
        assertThat(file.period).isOne();
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
        PprofFile file = PprofFile.of(profile);

        assertThat(file.samples)
                .flatExtracting(PprofFile.Sample::functions)
                .containsExactlyInAnyOrder("(no stack: starting or ending, or the JVM's own)", "Evil\\u001b[2J.m");
        assertThat(file.tags("user")).isEqualTo(Map.of("\\u001b[31mAnn", 1L));
    }

    private static ThreadProfile made() {
        return ThreadProfile.of(List.of(
                Snapshots.labelled(6, "f", Map.of("user", "Ann")),
                Snapshots.labelled(7, "f", Map.of("user", "Ann")),
                Snapshots.waiting(8, "g")));
    }

    private static long sent(Map<PprofFile.Sample, Long> difference) {
        return difference.entrySet().stream()
                .filter(entry -> entry.getKey().functions().contains(SEND))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }
}
