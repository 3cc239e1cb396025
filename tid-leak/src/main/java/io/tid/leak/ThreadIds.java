package io.tid.leak;

import io.tid.profile.Threads;
import java.util.Arrays;
import java.util.stream.LongStream;

/** The threads that lived at one moment, by id. Ids are never used again, so this needs no thread to be kept. */
final class ThreadIds {

    private final long[] ascending;

    private ThreadIds(long[] ascending) {
        this.ascending = ascending;
    }

    static ThreadIds now() {
        LongStream.Builder ids = LongStream.builder();
        ids.add(Thread.currentThread().threadId());
        Threads.forEach(
                thread -> {
                    ids.add(thread.threadId());
                    return false; // nobody's stack is read
                },
                unwanted -> {});
        return new ThreadIds(ids.build().sorted().toArray());
    }

    boolean contains(Thread thread) {
        return Arrays.binarySearch(ascending, thread.threadId()) >= 0;
    }
}
