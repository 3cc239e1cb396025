package io.tid;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadFactory;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the tests of this package do with threads. */
final class Threads {

    private static final Pattern ID_IN_TEXT = Pattern.compile("#(\\d+)");
    private static final com.sun.management.ThreadMXBean BYTES =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Threads() {}

    static List<ThreadFactory> kinds() {
        return List.of(Thread.ofPlatform().factory(), Thread.ofVirtual().factory());
    }

    /** The slow and obvious way to a thread's id: the number that its text shows. */
    static long parsedId(Thread thread) {
        Matcher matcher = ID_IN_TEXT.matcher(thread.toString());
        assertThat(matcher.find()).as(thread.toString()).isTrue();
        return Long.parseLong(matcher.group(1));
    }

    /** Runs the task on that many threads, all alive at once, and returns what they answered. */
    static <T> List<T> onEach(ThreadFactory factory, int threads, Callable<T> task) throws Exception {
        CountDownLatch allAlive = new CountDownLatch(threads);
        CountDownLatch allDone = new CountDownLatch(threads);
        List<FutureTask<T>> answers = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            FutureTask<T> answer = new FutureTask<>(() -> {
                allAlive.countDown();
                allAlive.await();
                try {
                    return task.call();
                } finally {
                    allDone.countDown();
                    allDone.await();
                }
            });
            answers.add(answer);
            factory.newThread(answer).start();
        }
        return results(answers);
    }

    private static <T> List<T> results(List<FutureTask<T>> answers) throws InterruptedException, ExecutionException {
        List<T> results = new ArrayList<>();
        for (FutureTask<T> answer : answers) {
            results.add(answer.get());
        }
        return results;
    }

    /**
     * The bytes that the task allocates in the steady state, for one run of it: the least of several rounds, because
     * what the JVM itself allocates on the way there stands in some of them. Only a platform thread can tell: on a
     * virtual thread the JVM answers -1, and a difference of those would always be 0.
     */
    static double bytesPerRun(Runnable task) {
        assertThat(Thread.currentThread().isVirtual()).isFalse();
        assertThat(BYTES.getCurrentThreadAllocatedBytes()).isPositive();
        int runs = 40_000;
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 6; round++) {
            long before = BYTES.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < runs; i++) {
                task.run();
            }
            least = Math.min(least, BYTES.getCurrentThreadAllocatedBytes() - before);
        }
        return (double) least / runs;
    }
}
