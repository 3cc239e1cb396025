package io.tid.profile;

import java.io.IOException;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import java.util.function.Predicate;

/**
 * The live threads of this JVM, platform and virtual: how many there are, and each of them.
 *
 * {@snippet :
 * long before = Threads.count();
 * service.handle(request);
 * long left = Threads.count() - before;   // as runtime.NumGoroutine() is used
 * }
 *
 * <p>Virtual threads are seen where the JVM grants it (see the package's description); else there are platform threads
 * only, and {@link #visibility()} says what is missing. Nothing is kept between calls: no thread is registered,
 * referenced or slowed because this class is there.
 *
 * <p>All methods may be called from any thread at any time. None stops the world. While threads start and end, a thread
 * that did so during the call may or may not be in the answer; every other live thread is in it, once.
 */
public final class Threads {

    static final String ALL = "all threads";

    private Threads() {}

    /**
     * The number of live threads, the calling one included: all of them, or the platform threads where virtual threads
     * are not seen. Milliseconds for a hundred thousand threads.
     *
     * @return the number, at least 1
     */
    public static long count() {
        Internals granted = Internals.granted();
        return granted == null ? PlatformThreads.list().length : granted.count();
    }

    /**
     * The number of live virtual threads. Looks at every thread, not at its stack: some ten milliseconds for a hundred
     * thousand.
     *
     * @return the number, or -1 where virtual threads are not seen
     */
    public static long countVirtual() {
        Internals granted = Internals.granted();
        if (granted == null) {
            return -1;
        }
        long[] sum = {0};
        granted.forEach((thread, container, ownerId) -> sum[0] += thread.isVirtual() ? 1 : 0);
        return sum[0];
    }

    /**
     * The number of virtual threads that are mounted on a carrier now. Costs what {@link #countVirtual()} does.
     *
     * @return the number, or -1 where virtual threads are not seen or {@code java.base/java.lang} is not open to this
     *     library
     */
    public static long countMounted() {
        Internals granted = Internals.granted();
        if (granted == null || !Internals.seesCarriers()) {
            return -1;
        }
        long[] sum = {0};
        granted.forEach((thread, container, ownerId) -> sum[0] += Internals.carrierId(thread) > 0 ? 1 : 0);
        return sum[0];
    }

    /**
     * What is not seen of this JVM's threads and their contexts, and what mends it, in one line.
     *
     * @return {@code "all threads"}, or for example {@code "platform threads only: to see virtual threads, start the JVM
     *     with --add-exports java.base/jdk.internal.vm=ALL-UNNAMED or -javaagent:tid-profile.jar"}, or {@code "no
     *     contexts: to see them, start the JVM with --add-opens java.base/java.lang=ALL-UNNAMED"}, or both
     */
    public static String visibility() {
        String hindrance = Internals.hindrance();
        return hindrance == null ? ALL : hindrance;
    }

    /**
     * Whether every live thread is seen, virtual ones too.
     *
     * @return whether none is hidden; their contexts may be
     */
    public static boolean seesAll() {
        return Internals.hiddenThreads() == null;
    }

    /**
     * Takes a snapshot of every live thread but the calling one and gives it to the action, one after the other, in no
     * order. Neither threads nor snapshots are kept.
     *
     * @param action takes each; what it throws ends the walk
     */
    public static void forEach(Consumer<? super ThreadSnapshot> action) {
        new ThreadWalk(Integer.MAX_VALUE, true, thread -> true).forEach(action);
    }

    /**
     * The same for some of the threads. Of a thread that is not wanted no stack is read, which is what costs: looking
     * through a hundred thousand takes some ten milliseconds.
     *
     * @param wanted which threads to read, asked of each live one but the calling; what it throws ends the walk
     * @param action takes the snapshot of each that is wanted, before {@code wanted} is asked of the next
     */
    public static void forEach(Predicate<? super Thread> wanted, Consumer<? super ThreadSnapshot> action) {
        new ThreadWalk(Integer.MAX_VALUE, true, wanted).forEach(action);
    }

    /**
     * Writes every live thread but the calling one, with id, name, state, what it waits on and its stack, as Go's
     * {@code goroutine?debug=2} does. Each thread is written as it is read, so a million need no memory here. Text that
     * others chose, such as names, is escaped.
     *
     * @param out where to write
     * @throws IOException if {@code out} does
     */
    public static void write(Appendable out) throws IOException {
        ThreadText.write(out, ThreadFilter.ALL);
    }

    /**
     * Writes some of them. Only their stacks are read, so one among a million is found in the time that counting takes.
     *
     * @param out where to write
     * @param ids which
     * @throws IOException if {@code out} does
     */
    public static void write(Appendable out, LongPredicate ids) throws IOException {
        ThreadText.write(out, new ThreadFilter(thread -> ids.test(thread.threadId()), snapshot -> true));
    }

    /**
     * Writes some of them as JSON: an array of objects with what {@link ThreadSnapshot} has, where known, and
     * {@code gid}, the id's label, and {@code pinned} where it is.
     *
     * @param out where to write
     * @param ids which
     * @throws IOException if {@code out} does
     */
    public static void writeJson(Appendable out, LongPredicate ids) throws IOException {
        ThreadJson.write(out, thread -> ids.test(thread.threadId()));
    }
}
