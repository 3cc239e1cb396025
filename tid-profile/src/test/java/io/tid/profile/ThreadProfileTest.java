package io.tid.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // what is opened holds threads until it is closed
class ThreadProfileTest {

    private static final ThreadFactory VIRTUAL = Thread.ofVirtual().factory();
    private static final ThreadFactory PLATFORM = Thread.ofPlatform()::unstarted;

    @Test
    void shouldCountExactlyWhenGroupsHaveManySizes() throws Exception {
        try (Parked parked = new Parked()
                .start(50, VIRTUAL, 'a')
                .start(44, VIRTUAL, 'b')
                .start(40, PLATFORM, 'c')
                .start(36, VIRTUAL, 'd')
                .start(10, PLATFORM, 'e')
                .start(9, VIRTUAL, 'f')
                .start(1, VIRTUAL, 'g')) {
            ThreadProfile profile = ThreadProfile.take();

            assertThat(List.of("a", "b", "c", "d", "e", "f", "g"))
                    .extracting(method -> Groups.count(profile, Parked.class, method))
                    .containsExactly(50L, 44L, 40L, 36L, 10L, 9L, 1L);
            assertThat(profile.groups()).isSortedAccordingTo((a, b) -> Long.compare(b.count(), a.count()));
        }
    }

    @Test
    void shouldTellStatesKindsAndIdsOfAGroup() throws Exception {
        try (Parked parked = new Parked().start(20, VIRTUAL, 'a')) {
            ThreadProfile.Group group =
                    Groups.with(ThreadProfile.take(), Parked.class, "a").get(0);

            List<Long> ids = parked.threads().stream().map(Thread::threadId).toList();
            assertThat(group.count()).isEqualTo(20);
            assertThat(group.countVirtual()).isEqualTo(20);
            assertThat(group.count(Thread.State.WAITING)).isEqualTo(20);
            assertThat(group.count(Thread.State.RUNNABLE)).isZero();
            assertThat(group.minId()).isEqualTo(ids.get(0));
            assertThat(group.maxId()).isEqualTo(ids.get(19));
            assertThat(group.sampleIds()).isEqualTo(ids.subList(12, 20));
        }
    }

    @Test
    void shouldLeaveOutTheThreadThatTakesIt() {
        long self = Thread.currentThread().threadId();

        assertThat(Groups.with(ThreadProfile.take(), ThreadProfileTest.class, "shouldLeaveOutTheThreadThatTakesIt"))
                .isEmpty();
        assertThat(ThreadProfile.take(Integer.MAX_VALUE, thread -> thread.id() == self)
                        .total())
                .isZero();
    }

    @Test
    void shouldKeepTheGroupsThatGrewWhenABaseIsTakenAway() throws Exception {
        try (Parked before = new Parked().start(7, VIRTUAL, 'a')) {
            ThreadProfile base = ThreadProfile.take();
            try (Parked after = new Parked().start(200, VIRTUAL, 'a').start(3, VIRTUAL, 'b')) {
                ThreadProfile difference = ThreadProfile.take().minus(base);

                assertThat(Groups.count(difference, Parked.class, "a")).isEqualTo(200);
                assertThat(Groups.count(difference, Parked.class, "b")).isEqualTo(3);
                assertThat(Groups.with(difference, Parked.class, "a").get(0).sampleIds())
                        .isSubsetOf(
                                after.threads().stream().map(Thread::threadId).toList());
            }
        }
    }

    @Test
    void shouldCountBelowZeroWhenThreadsAreGone() throws Exception {
        ThreadProfile base;
        try (Parked parked = new Parked().start(5, VIRTUAL, 'a')) {
            base = ThreadProfile.take();
        }

        ThreadProfile difference = ThreadProfile.take().minus(base);

        assertThat(Groups.count(difference, Parked.class, "a")).isEqualTo(-5);
    }

    @Test
    void shouldBeEmptyWhenTakenFromItself() throws Exception {
        try (Parked parked = new Parked().start(5, VIRTUAL, 'a')) {
            ThreadProfile profile = ThreadProfile.take();

            assertThat(profile.minus(profile).groups()).isEmpty();
            assertThat(profile.minus(profile).total()).isZero();
        }
    }

    @Test
    void shouldBeTheWholeWhenTheBaseIsEmpty() {
        ThreadProfile profile = ThreadProfile.of(List.of(Snapshots.waiting(6, "f"), Snapshots.waiting(7, "f")));

        ThreadProfile difference = profile.minus(ThreadProfile.of(List.of()));

        assertThat(difference.total()).isEqualTo(2);
        assertThat(difference.groups().get(0).minId()).isEqualTo(6);
    }

    @Test
    void shouldSplitGroupsByLabelsWhenStacksAreTheSame() {
        ThreadProfile profile = ThreadProfile.of(List.of(
                Snapshots.labelled(6, "f", Map.of("user", "Ann")),
                Snapshots.labelled(7, "f", Map.of("user", "Ann")),
                Snapshots.labelled(8, "f", Map.of("user", "Ben")),
                Snapshots.waiting(9, "f")));

        assertThat(profile.groups()).extracting(ThreadProfile.Group::count).containsExactly(2L, 1L, 1L);
        assertThat(profile.groups().get(0).labels()).isEqualTo(Map.of("user", "Ann"));
    }

    @Test
    void shouldPutGroupsTogetherWhenOnlySomeLabelsCount() {
        ThreadProfile profile = ThreadProfile.of(List.of(
                Snapshots.labelled(6, "f", Map.of("user", "Ann", "request", "1")),
                Snapshots.labelled(7, "f", Map.of("user", "Ann", "request", "2")),
                Snapshots.labelled(8, "f", Map.of("user", "Ben", "request", "3")),
                Snapshots.labelled(9, "g", Map.of("request", "4"))));

        assertThat(profile.groups()).hasSize(4);
        assertThat(profile.by("user").groups())
                .extracting(ThreadProfile.Group::labels)
                .containsExactly(Map.of("user", "Ann"), Map.of("user", "Ben"), Map.of());
        ThreadProfile.Group all = profile.by().groups().get(0);
        assertThat(all.count()).isEqualTo(3);
        assertThat(all.count(Thread.State.WAITING)).isEqualTo(3);
        assertThat(all.minId()).isEqualTo(6);
        assertThat(all.maxId()).isEqualTo(8);
        assertThat(all.sampleIds()).containsExactly(6L, 7L, 8L);
        assertThat(all.hash())
                .isEqualTo(ThreadProfile.of(List.of(Snapshots.waiting(6, "f")))
                        .groups()
                        .get(0)
                        .hash());
    }

    @Test
    void shouldCancelOutWhenRequestsCameAndWent() {
        ThreadProfile base = ThreadProfile.of(List.of(Snapshots.labelled(6, "f", Map.of("request", "1"))));
        ThreadProfile after = ThreadProfile.of(List.of(Snapshots.labelled(7, "f", Map.of("request", "2"))));

        assertThat(after.minus(base).groups()).hasSize(2);
        assertThat(after.minus(base).by().groups()).isEmpty();
    }

    @Test
    void shouldShareTheFramesWhenGroupsDifferInLabelsOnly() {
        List<ThreadSnapshot> threads = List.of(
                Snapshots.labelled(6, "f", Map.of("request", "1")), Snapshots.labelled(7, "f", Map.of("request", "2")));

        List<ThreadProfile.Group> groups = ThreadProfile.of(threads).groups();

        assertThat(threads.get(0).stack()).isNotSameAs(threads.get(1).stack());
        assertThat(groups.get(0).stack()).isSameAs(groups.get(1).stack());
    }

    @Test
    void shouldCutStacksWhenADepthIsGiven() throws Exception {
        try (Parked parked = new Parked().start(5, VIRTUAL, 'a').start(5, VIRTUAL, 'b')) {
            List<Long> ids = parked.threads().stream().map(Thread::threadId).toList();

            ThreadProfile profile = ThreadProfile.take(2, thread -> ids.contains(thread.id()));

            assertThat(profile.groups()).hasSize(1);
            assertThat(profile.groups().get(0).stack()).hasSize(2);
            assertThat(profile.total()).isEqualTo(10);
        }
    }

    @Test
    void shouldRefuseADepthBelowOne() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ThreadProfile.take(0, thread -> true))
                .withMessage("depthFrames must be >= 1: depthFrames=0");
    }

    @Test
    void shouldKeepTheGroupsAskedForWhenFiltered() {
        ThreadProfile profile = ThreadProfile.of(List.of(Snapshots.waiting(6, "f"), Snapshots.waiting(7, "g")));

        ThreadProfile filtered = profile.filter(group -> group.minId() == 7);

        assertThat(filtered.total()).isEqualTo(1);
        assertThat(profile.total()).isEqualTo(2);
    }

    @Test
    void shouldCountTheThreadsThatStayWhenOthersStartAndEndMeanwhile() throws Exception {
        AtomicBoolean stop = new AtomicBoolean();
        Thread churn = Thread.ofPlatform().start(() -> {
            while (!stop.get()) {
                try (Parked brief = new Parked().start(20, VIRTUAL, 'c')) {
                    brief.threads();
                }
            }
        });
        try (Parked parked = new Parked().start(100, VIRTUAL, 'a').start(10, PLATFORM, 'b')) {
            for (int i = 0; i < 50; i++) {
                ThreadProfile profile = ThreadProfile.take();
                assertThat(Groups.count(profile, Parked.class, "a")).isEqualTo(100);
                assertThat(Groups.count(profile, Parked.class, "b")).isEqualTo(10);
            }
        } finally {
            stop.set(true);
            churn.join();
        }
    }
}
