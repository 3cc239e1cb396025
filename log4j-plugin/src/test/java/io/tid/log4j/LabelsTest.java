package io.tid.log4j;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;

class LabelsTest {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final Labels labels = new Labels("gid-");

    @Test
    void shouldAppendTheSameTextWhenAnIdComesAgainAndAgain() {
        StringBuilder line = new StringBuilder();

        for (int i = 0; i < 4; i++) {
            labels.append(line, 60);
            line.append(' ');
        }

        assertThat(line).hasToString("gid-60 gid-60 gid-60 gid-60 ");
    }

    @Test
    void shouldAppendEachIdsTextWhenTheyShareAPlace() {
        StringBuilder line = new StringBuilder();

        for (long id : new long[] {7, 7, 7, 7 + Labels.SIZE, 7, 7 + Labels.SIZE, 7 + Labels.SIZE, 7}) {
            labels.append(line, id);
            line.append(' ');
        }

        assertThat(line).hasToString("gid-7 gid-7 gid-7 gid-1031 gid-7 gid-1031 gid-1031 gid-7 ");
    }

    @Test
    void shouldAppendNothingWhenTheIdIsUnknown() {
        StringBuilder line = new StringBuilder();

        for (long id : new long[] {0, 0, 0, -1, -1, -1, Long.MIN_VALUE, Long.MIN_VALUE, Long.MIN_VALUE}) {
            labels.append(line, id);
        }

        assertThat(line).isEmpty();
    }

    @Test
    void shouldAppendEachIdsTextWhenManyThreadsFightForAFewPlaces() throws Exception {
        List<Future<Integer>> threads = new ArrayList<>();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 64; i++) {
                threads.add(executor.submit((Callable<Integer>) this::wrongTexts));
            }
        }

        for (Future<Integer> thread : threads) {
            assertThat(thread.get()).isZero();
        }
    }

    private int wrongTexts() {
        int wrong = 0;
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            long id = 1 + ThreadLocalRandom.current().nextLong(3) * Labels.SIZE;
            line.setLength(0);
            labels.append(line, id);
            if (!line.toString().equals("gid-" + id)) {
                wrong++;
            }
        }
        return wrong;
    }

    @Test
    void shouldAllocateNothingWhenOneThreadLogsOn() {
        assertThat(bytesPerCall(i -> 123_456_789)).isZero();
    }

    @Test
    void shouldAllocateNothingWhenEachThreadLogsOneLine() {
        assertThat(bytesPerCall(i -> 100_000 + i)).isZero();
    }

    @Test
    void shouldAllocateNothingWhenMoreThreadsTakeTurnsThanThereAreEntries() {
        assertThat(bytesPerCall(i -> 1 + i % (4 * Labels.SIZE))).isZero();
    }

    private long bytesPerCall(LongUnaryOperator ids) {
        int calls = 20_000;
        StringBuilder line = new StringBuilder(64);
        long before = 0;
        for (int i = -calls; i < calls; i++) {
            if (i == 0) {
                before = THREADS.getCurrentThreadAllocatedBytes();
            }
            line.setLength(0);
            labels.append(line, ids.applyAsLong(i + calls));
        }
        long bytes = THREADS.getCurrentThreadAllocatedBytes() - before;
        assertThat(before).isPositive(); // -1 would mean: not measured
        return bytes / calls;
    }
}
