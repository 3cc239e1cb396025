package io.tid.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Who keeps a carrier although it waits. */
@SuppressWarnings("try") // what is opened holds threads until it is closed
class PinnedTest {

    private static volatile boolean stopped;

    @Test
    void shouldBePinnedWhenItWaitsInAClassInitializer() throws Exception {
        try (Pinned pinned = new Pinned()) {
            ThreadSnapshot thread = snapshot(pinned.thread);

            assertThat(thread.pinned()).isTrue();
            assertThat(thread.carrierId()).isPositive();
            assertThat(thread.toString())
                    .isEqualTo("thread " + thread.id() + " \"stuck\" [WAITING on java.lang.Class, virtual,"
                            + " pinned to thread " + thread.carrierId() + "]");
        }
    }

    /** Until JDK 24. */
    @Test
    void shouldBePinnedInSynchronizedWhereTheJvmPinsThere() throws Exception {
        try (Parked parked = new Parked().start(1, PinnedTest::inSynchronized, 'a')) {
            ThreadSnapshot thread = snapshot(parked.threads().get(0));

            assertThat(thread.pinned()).isEqualTo(Runtime.version().feature() < 24);
        }
    }

    @Test
    void shouldNotBePinnedWhenItWaitsUnmounted() throws Exception {
        try (Parked parked = new Parked().start(1, Thread.ofVirtual().factory(), 'a')) {
            assertThat(snapshot(parked.threads().get(0)).pinned()).isFalse();
        }
    }

    @Test
    void shouldNotBePinnedWhenItIsAPlatformThread() throws Exception {
        try (Parked parked = new Parked().start(1, Thread.ofPlatform()::unstarted, 'a')) {
            assertThat(snapshot(parked.threads().get(0)).pinned()).isFalse();
        }
    }

    @Test
    void shouldNotBePinnedWhenItRuns() throws Exception {
        CountDownLatch runs = new CountDownLatch(1);
        Thread spinning = Thread.startVirtualThread(() -> {
            runs.countDown();
            while (!stopped) {
                Thread.onSpinWait();
            }
        });
        try {
            runs.await();
            ThreadSnapshot thread = snapshot(spinning);

            assertThat(thread.carrierId()).isPositive();
            assertThat(thread.pinned()).isFalse();
            assertThat(json(spinning)).contains("\"carrierId\":").doesNotContain("pinned");
        } finally {
            stopped = true;
            spinning.join();
        }
    }

    @Test
    void shouldSayItInJsonWhenItIsPinned() throws Exception {
        try (Pinned pinned = new Pinned()) {
            assertThat(json(pinned.thread)).contains("\"pinned\":true,");
        }
    }

    @Test
    void shouldListWhatIsMountedWhenTheServerIsAsked() throws Exception {
        try (Parked parked = new Parked().start(1, Thread.ofVirtual().factory(), 'a');
                Pinned pinned = new Pinned();
                ThreadProfileServer server = ThreadProfileServer.start(0)) {
            String answer = Http.get(server, "/debug/mounted.json").body();

            assertThat(answer)
                    .contains("{\"id\":" + pinned.thread.threadId() + ",")
                    .contains("\"pinned\":true,")
                    .doesNotContain("{\"id\":" + parked.threads().get(0).threadId() + ",");
            assertThat(Http.get(server, "/debug/mounted.json?name=nobody").body())
                    .isEqualTo("[]\n");
            assertThat(Http.get(server, "/debug/mounted.json?gid=x").statusCode())
                    .isEqualTo(400);
        }
    }

    private static Thread inSynchronized(Runnable task) {
        return Thread.ofVirtual().unstarted(() -> {
            synchronized (new Object()) {
                task.run();
            }
        });
    }

    private static ThreadSnapshot snapshot(Thread wanted) {
        List<ThreadSnapshot> found = new ArrayList<>();
        Threads.forEach(wanted::equals, found::add);
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private static String json(Thread wanted) throws IOException {
        StringBuilder text = new StringBuilder();
        Threads.writeJson(text, id -> id == wanted.threadId());
        return text.toString();
    }
}
