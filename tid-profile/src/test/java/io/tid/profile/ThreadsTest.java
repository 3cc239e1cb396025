package io.tid.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // what is opened holds threads until it is closed
class ThreadsTest {

    @Test
    void shouldSeeAllThreadsWhenTheFlagIsGiven() {
        assertThat(Threads.seesAll()).isTrue();
        assertThat(Threads.visibility()).isEqualTo("all threads");
    }

    @Test
    void shouldCountEveryVirtualThreadWhenTheyAreStartedDirectly() throws Exception {
        long before = Threads.countVirtual();
        try (Parked parked = new Parked().start(1_000, Thread.ofVirtual().factory(), 'a')) {
            assertThat(Threads.countVirtual() - before).isEqualTo(1_000);
        }
        assertThat(Threads.countVirtual()).isEqualTo(before);
    }

    @Test
    void shouldCountAsMountedWhatRunsAndNotWhatWaits() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        CountDownLatch running = new CountDownLatch(1);
        try (Parked parked = new Parked().start(500, Thread.ofVirtual().factory(), 'a')) {
            Thread busy = Thread.startVirtualThread(() -> {
                running.countDown();
                while (!done.get()) {
                    Thread.onSpinWait();
                }
            });
            running.await();
            assertThat(Threads.countMounted()).isBetween(1L, 400L);
            done.set(true);
            busy.join();
        }
    }

    @Test
    void shouldCountBothKindsWhenAnExecutorHoldsThem() throws Exception {
        long virtualBefore = Threads.countVirtual();
        try (ExecutorService virtual = Executors.newVirtualThreadPerTaskExecutor();
                ExecutorService platform = Executors.newFixedThreadPool(5);
                Blocker blocker = new Blocker(105)) {
            for (int i = 0; i < 105; i++) {
                (i < 100 ? virtual : platform).execute(blocker);
            }
            blocker.awaitAll();

            assertCounted(virtualBefore + 100);
        }
    }

    @Test
    void shouldCountThoseOfAScopeThatThisThreadHasOpen() throws Exception {
        long before = Threads.countVirtual();
        try (Flock flock = new Flock();
                ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
                Blocker blocker = new Blocker(13)) {
            flock.start(10, blocker);
            for (int i = 0; i < 3; i++) {
                executor.execute(blocker);
            }
            blocker.awaitAll();

            assertCounted(before + 13);
        }
        assertCounted(before);
    }

    @Test
    void shouldCountThoseOfScopesThatThreadsOfAnExecutorHaveOpenOneInAnother() throws Exception {
        long before = Threads.countVirtual();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
                Blocker blocker = new Blocker(25)) {
            executor.execute(() -> {
                try (Flock outer = new Flock();
                        Flock inner = new Flock()) {
                    outer.start(7, blocker);
                    inner.start(11, blocker).start(1, () -> {
                        try (Flock innermost = new Flock()) {
                            innermost.start(5, blocker);
                            blocker.run();
                        }
                    });
                    blocker.run();
                }
            });
            blocker.awaitAll();

            assertCounted(before + 25);
        }
        assertCounted(before);
    }

    /** By both ways of counting. */
    private static void assertCounted(long virtual) {
        Set<Long> platformIds;
        long count;
        do { // carriers start and end when they like
            platformIds = platformIds();
            count = Threads.count();
        } while (!platformIds.equals(platformIds()));

        assertThat(Threads.countVirtual()).isEqualTo(virtual);
        assertThat(count).isEqualTo(virtual + platformIds.size());
    }

    private static Set<Long> platformIds() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::threadId)
                .collect(Collectors.toSet());
    }

    @Test
    void shouldGiveEachLiveThreadOnceAndNotTheCaller() throws Exception {
        try (Parked parked = new Parked()
                .start(50, Thread.ofVirtual().factory(), 'a')
                .start(5, Thread.ofPlatform()::unstarted, 'b')) {
            List<Long> ids = new ArrayList<>();
            Threads.forEach(thread -> ids.add(thread.id()));

            Set<Long> started = parked.threads().stream().map(Thread::threadId).collect(Collectors.toSet());
            assertThat(ids).doesNotHaveDuplicates().containsAll(started);
            assertThat(ids).doesNotContain(Thread.currentThread().threadId());
        }
    }

    @Test
    void shouldGiveTheWantedThreadsOnlyAndAskOfEachOnce() throws Exception {
        try (Parked parked = new Parked().start(5, Thread.ofVirtual().factory(), 'a')) {
            long wanted = parked.threads().get(3).threadId();
            List<Long> asked = new ArrayList<>();
            List<Long> given = new ArrayList<>();

            Threads.forEach(
                    thread -> {
                        asked.add(thread.threadId());
                        return thread.threadId() == wanted;
                    },
                    snapshot -> given.add(snapshot.id()));

            assertThat(given).containsExactly(wanted);
            assertThat(asked)
                    .doesNotHaveDuplicates()
                    .containsAll(parked.threads().stream().map(Thread::threadId).toList());
        }
    }

    @Test
    void shouldListTheSamePlatformThreadsAsThePublicApi() {
        Set<Long> granted = new HashSet<>();
        Internals internals = Objects.requireNonNull(Internals.granted());
        internals.forEach((thread, container, ownerId) -> {
            if (!thread.isVirtual()) {
                granted.add(thread.threadId());
            }
        });

        Set<Long> all = Thread.getAllStackTraces().keySet().stream()
                .map(Thread::threadId)
                .collect(Collectors.toSet());
        Set<Long> enumerated = new HashSet<>();
        for (Thread thread : PlatformThreads.list()) {
            enumerated.add(thread.threadId());
        }

        assertThat(granted).isEqualTo(all);
        assertThat(enumerated).isEqualTo(all);
    }

    @Test
    void shouldWriteEveryThreadInTheFormOfGoWhenAsked() throws Exception {
        try (Parked parked = new Parked().start(1, Thread.ofVirtual().factory(), 'a')) {
            StringBuilder text = new StringBuilder();

            Threads.write(text);

            long id = parked.threads().get(0).threadId();
            assertThat(text.toString())
                    .contains("thread " + id + " [WAITING on java.util.concurrent.CountDownLatch, virtual]:\n\t")
                    .containsPattern("\\tio\\.tid\\.profile\\.Parked\\.a\\(Parked\\.java:\\d+\\)\\n")
                    .doesNotContain("shouldWriteEveryThread");
        }
    }
}
