package io.tid.leak;

import java.lang.StackWalker.StackFrame;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * A factory of virtual threads that can prove a leak: a thread that the garbage collector took before it had finished
 * waited for something that nobody could reach, so it could never have gone on. That is no guess and needs no time limit,
 * and it works in production as well as in a test.
 *
 * {@snippet :
 * LeakProof proof = LeakProof.create();
 * proof.newThread(() -> queue.put(answer)).start();
 * // later, now and then
 * proof.found().forEach((site, count) -> log.warn("{} threads made at {} can never finish", count, site));
 * }
 *
 * <p><b>What it proves.</b> The thread began, has not finished, and cannot: nobody holds the queue, lock or latch that it
 * waits for, nor the thread. <b>What it cannot see.</b> A thread that waits for what somebody still holds, even if nobody
 * will ever use it: something in a static field, a socket, a timer. A thread that runs or sleeps. Platform threads, which
 * the JVM keeps. For all these there is {@link ThreadLeaks}.
 *
 * <p><b>What it needs.</b> The JVM itself holds each virtual thread that is started directly, unless it is started with
 * {@code -Djdk.trackAllThreads=false}; then it also forgets them for every profile and for {@link ThreadLeaks}, so this
 * is for a run of its own. Threads that an executor starts through this factory
 * ({@code Executors.newThreadPerTaskExecutor(proof)}) need nothing: they can be collected together with their executor.
 * {@link #toString()} says which holds.
 *
 * <p>A thread costs some 100 bytes and the search for the line that made it, a microsecond or two. May be used by many
 * threads at once.
 */
public final class LeakProof implements ThreadFactory {

    private static final String FLAG = "jdk.trackAllThreads";

    private final ThreadFactory threads = Thread.ofVirtual().factory();
    private final ReferenceQueue<Thread> collected = new ReferenceQueue<>();

    /** Without these the references themselves would be collected, and tell nothing. */
    private final Set<Made> unfinished = ConcurrentHashMap.newKeySet();

    /** By the line that made them; guarded by itself. */
    private final Map<StackTraceElement, Long> proved = new HashMap<>();

    private LeakProof() {}

    /**
     * A factory that has made no thread yet.
     *
     * @return the factory
     */
    public static LeakProof create() {
        return new LeakProof();
    }

    /**
     * Makes a virtual thread, not started.
     *
     * @param task what it runs
     * @return the thread
     */
    @Override
    public Thread newThread(Runnable task) {
        Objects.requireNonNull(task, "task");
        Watched watched = new Watched(task);
        Thread thread = threads.newThread(watched);
        Made made = new Made(thread, collected, site());
        unfinished.add(made);
        watched.made = made;
        return thread;
    }

    private static StackTraceElement site() {
        return StackWalker.getInstance()
                .walk(frames -> frames.map(StackFrame::toStackTraceElement)
                        .filter(frame ->
                                !frame.getClassName().equals(LeakProof.class.getName()) && !Frames.isJdk(frame))
                        .findFirst()
                        .orElseGet(() -> new StackTraceElement("unknown", "unknown", null, -1)));
    }

    /**
     * The leaks that are proved by now. A proof needs a collection of garbage to have happened, which this does not ask
     * for; in a test call {@code System.gc()} before, until it is found.
     *
     * @return for each line of code that made such threads how many of them were collected unfinished, since this factory
     *     was created; a copy
     */
    public Map<StackTraceElement, Long> found() {
        synchronized (proved) {
            for (Object next = collected.poll(); next != null; next = collected.poll()) {
                Made made = (Made) next;
                if (unfinished.remove(made) && made.began) {
                    proved.merge(made.site, 1L, Long::sum);
                }
            }
            return Map.copyOf(proved);
        }
    }

    /** What was found, and whether threads that are started directly can be proved. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("leak proof: ");
        Map<StackTraceElement, Long> found = found();
        text.append(found.values().stream().mapToLong(Long::longValue).sum()).append(" proved");
        found.forEach((site, count) ->
                text.append("; ").append(count).append(" made at ").append(Visible.of(site)));
        if (!"false".equals(System.getProperty(FLAG))) {
            text.append("; only those that an executor started: for others start the JVM with -D" + FLAG + "=false");
        }
        return text.toString();
    }

    /** Known to its thread, and knows it weakly. */
    private static final class Made extends WeakReference<Thread> {

        private final StackTraceElement site;
        private volatile boolean began;

        Made(Thread thread, ReferenceQueue<Thread> collected, StackTraceElement site) {
            super(thread, collected);
            this.site = site;
        }
    }

    private final class Watched implements Runnable {

        private final Runnable task;
        private @Nullable Made made;

        Watched(Runnable task) {
            this.task = task;
        }

        @Override
        public void run() {
            Made mine = Objects.requireNonNull(made);
            mine.began = true;
            try {
                task.run();
            } finally {
                unfinished.remove(mine);
            }
        }
    }
}
