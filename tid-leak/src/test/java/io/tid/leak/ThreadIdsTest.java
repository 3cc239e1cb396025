package io.tid.leak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class ThreadIdsTest {

    private static final int THREADS = 5_000;

    @Test
    void shouldHaveThoseThatLivedAndNoOthersWhenTheirIdsAreFarApart() throws InterruptedException {
        CountDownLatch go = new CountDownLatch(1);
        List<Thread> live = new ArrayList<>();
        List<Thread> others = new ArrayList<>();
        live.add(Thread.currentThread());
        for (int i = 0; i < THREADS; i++) {
            Thread thread = Thread.ofVirtual().unstarted(() -> Leftovers.await(go));
            if (i % 7 == 0 || i > THREADS / 2) {
                thread.start();
                live.add(thread);
            } else {
                others.add(thread);
            }
        }

        ThreadIds ids = ThreadIds.now();
        others.add(Thread.ofVirtual().unstarted(() -> {}));
        go.countDown();

        assertThat(live).allMatch(ids::contains);
        assertThat(others).noneMatch(ids::contains);
        for (Thread thread : live.subList(1, live.size())) {
            thread.join();
        }
    }
}
