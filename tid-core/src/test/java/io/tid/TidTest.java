package io.tid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TidTest {

    static List<ThreadFactory> kinds() {
        return Threads.kinds();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void shouldAgreeWithTheParsedIdOnAHundredThreadsAtOnce(ThreadFactory kind) throws Exception {
        List<Boolean> agree =
                Threads.onEach(kind, 100, () -> Tid.current() == Threads.parsedId(Thread.currentThread()));

        assertThat(agree).hasSize(100).containsOnly(true);
    }

    @Test
    void shouldKeepTheIdOfAVirtualThreadThatMovesBetweenCarriers() throws Exception {
        List<Boolean> kept = Threads.onEach(Thread.ofVirtual().factory(), 100, () -> {
            long id = Threads.parsedId(Thread.currentThread());
            boolean same = true;
            for (int i = 0; i < 50; i++) {
                LockSupport.parkNanos(1_000);
                same &= Tid.current() == id;
                readFromPipe();
                same &= Tid.current() == id;
                same &= Tid.label().equals("gid-" + id);
            }
            return same;
        });

        assertThat(kept).hasSize(100).containsOnly(true);
    }

    private static void readFromPipe() throws Exception {
        Pipe pipe = Pipe.open();
        try (Pipe.SourceChannel source = pipe.source();
                Pipe.SinkChannel sink = pipe.sink()) {
            Thread writer = Thread.startVirtualThread(() -> write(sink));
            assertThat(source.read(ByteBuffer.allocate(1))).isEqualTo(1);
            writer.join();
        }
    }

    private static void write(Pipe.SinkChannel sink) {
        try {
            sink.write(ByteBuffer.wrap(new byte[] {1}));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void shouldNeverRepeatAnIdOverAMillionThreads() throws Exception {
        int batch = 10_000;
        long[] ids = new long[100 * batch];
        for (int first = 0; first < ids.length; first += batch) {
            CountDownLatch ended = new CountDownLatch(batch);
            for (int i = first; i < first + batch; i++) {
                int at = i;
                Thread.startVirtualThread(() -> {
                    ids[at] = Tid.current();
                    ended.countDown();
                });
            }
            ended.await();
        }

        Arrays.sort(ids);

        assertThat(ids[0]).isPositive();
        for (int i = 1; i < ids.length; i++) {
            assertThat(ids[i] == ids[i - 1]).as("id %d", ids[i]).isFalse();
        }
    }

    @Test
    void shouldTellTheIdOfAThreadBeforeItStartsAndAfterItEnds() throws Exception {
        for (ThreadFactory kind : Threads.kinds()) {
            Thread thread = kind.newThread(() -> {});
            long before = Tid.of(thread);
            thread.start();
            thread.join();

            assertThat(before).isEqualTo(Threads.parsedId(thread));
            assertThat(Tid.of(thread)).isEqualTo(before);
        }
    }

    @Test
    @SuppressWarnings("NullAway") // null is the point
    void shouldRefuseNullThread() {
        assertThatNullPointerException().isThrownBy(() -> Tid.of(null));
    }

    @Test
    void shouldAllocateNothingForTheId() {
        long[] sink = new long[1];

        double bytes = Threads.bytesPerRun(() -> sink[0] += Tid.current());

        assertThat(bytes).isLessThan(1);
        assertThat(sink[0]).isPositive();
    }
}
