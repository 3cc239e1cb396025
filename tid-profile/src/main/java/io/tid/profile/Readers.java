package io.tid.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The threads that a walk finds, read and grouped by the calling thread and, where they are many, by helpers. Reading
 * stacks is nearly all that a profile costs, and each stack stands alone.
 *
 * <p>The caller walks and hands the threads over in batches. Where none of the helpers is free it reads a batch itself,
 * so it waits for nobody until the walk is over. Each reader has groups of its own; they are put together at the end.
 * Helpers are platform threads, which work even if every carrier is held. They are in no profile, and have ended when
 * {@link #group} returns. If one cannot be started, in a process that has too many threads, the others do its work.
 */
final class Readers {

    /** Threads of some milliseconds' work; fewer are never handed over. */
    static final int BATCH = 512;

    static final int HELPERS = Math.min(Runtime.getRuntime().availableProcessors(), 4) - 1;

    private static final List<Found> END = List.of();

    private final Grouping grouping;
    private final ThreadWalk walk;
    private final Predicate<? super ThreadSnapshot> wanted;
    private final BlockingQueue<List<Found>> batches = new ArrayBlockingQueue<>(2 * HELPERS + 1);
    private final List<Helper> helpers = new ArrayList<>();
    private final Reader caller;
    private List<Found> batch = new ArrayList<>();

    private Readers(ThreadWalk walk, Predicate<? super ThreadSnapshot> wanted, Grouping grouping) {
        this.grouping = grouping;
        this.walk = walk;
        this.wanted = wanted;
        this.caller = new Reader();
    }

    /** The groups of all threads that the walk finds; {@code wanted} is asked by several threads at once. */
    static Tallies group(ThreadWalk walk, Predicate<? super ThreadSnapshot> wanted, Grouping grouping) {
        Readers readers = new Readers(walk, wanted, grouping);
        try {
            walk.find(readers::add);
            readers.caller.read(readers.batch);
            readers.drain();
        } finally {
            readers.end();
        }
        return readers.all();
    }

    private void add(Thread thread, String container, long ownerId) {
        batch.add(new Found(thread, container, ownerId));
        if (batch.size() < BATCH) {
            return;
        }
        if (!batches.offer(batch)) {
            caller.read(batch);
        }
        batch = new ArrayList<>(BATCH);
        if (helpers.size() < HELPERS) {
            startHelper();
        }
    }

    private void startHelper() {
        Helper helper = new Helper();
        try {
            helper.start();
            helpers.add(helper);
        } catch (OutOfMemoryError noMoreThreads) {
            // as if there were fewer processors
        }
    }

    private void drain() {
        for (List<Found> left = batches.poll(); left != null; left = batches.poll()) {
            caller.read(left);
        }
    }

    private void end() {
        batches.clear(); // of what is left if the walk has failed
        helpers.forEach(helper -> batches.add(END));
        boolean interrupted = false;
        for (Helper helper : helpers) {
            while (helper.isAlive()) {
                try {
                    helper.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private Tallies all() {
        for (Helper helper : helpers) {
            if (helper.failure != null) {
                throw new IllegalStateException("not all threads were read", helper.failure);
            }
            caller.tallies.add(helper.reader.tallies);
        }
        return caller.tallies;
    }

    private record Found(Thread thread, String container, long ownerId) {}

    /** Used by one thread. */
    private final class Reader {

        final Tallies tallies = new Tallies(grouping);

        private final Internals.Visitor visitor = walk.reader(thread -> {
            if (wanted.test(thread)) {
                tallies.add(thread);
            }
        });

        void read(List<Found> batch) {
            for (Found found : batch) {
                visitor.visit(found.thread, found.container, found.ownerId);
            }
        }
    }

    /** A type of its own, by which walks know it. */
    final class Helper extends Thread {

        private final Reader reader = new Reader();
        private @Nullable Throwable failure;

        private Helper() {
            super(null, null, "tid-profile", 0, false);
            setDaemon(true);
        }

        @Override
        public void run() {
            try {
                for (List<Found> next = batches.take(); !next.isEmpty(); next = batches.take()) {
                    reader.read(next);
                }
            } catch (InterruptedException e) {
                // whoever did that: what is left is the others'
            } catch (Throwable e) {
                failure = e;
            }
        }
    }
}
