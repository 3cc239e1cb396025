package io.tid.leak;

import io.tid.profile.Threads;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * The threads that lived at one moment, by id. Ids are never used again, so this needs no thread to be kept.
 *
 * <p>Ids of threads that live at once mostly lie close together. So each is a bit, in pieces of 1,024 of which only those
 * are there that have one: two bits for a thread among a hundred thousand, at worst some 200 bytes for one that is alone.
 * An array of them all would be so large that G1 collects differently because of it.
 *
 * <p>Never written after construction.
 */
final class ThreadIds {

    private static final int PIECE = 1_024;

    private final Map<Long, BitSet> pieces = new HashMap<>();

    private ThreadIds() {
        add(Thread.currentThread());
        Threads.forEach(
                thread -> {
                    add(thread);
                    return false; // nobody's stack is read
                },
                unwanted -> {});
    }

    static ThreadIds now() {
        return new ThreadIds();
    }

    private void add(Thread thread) {
        long id = thread.threadId();
        pieces.computeIfAbsent(id / PIECE, piece -> new BitSet(PIECE)).set((int) (id % PIECE));
    }

    boolean contains(Thread thread) {
        long id = thread.threadId();
        BitSet piece = pieces.get(id / PIECE);
        return piece != null && piece.get((int) (id % PIECE));
    }
}
