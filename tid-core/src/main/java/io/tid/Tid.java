package io.tid;

import java.util.Objects;

/**
 * The identity of a thread: one number, the same for platform and virtual threads, in every place that names a thread.
 *
 * <p>The number is {@link Thread#threadId()}. The JVM gives it out once, when the {@code Thread} object is made, and
 * never again; it is what a thread dump prints as {@code #60}, what Flight Recorder calls {@code javaThreadId} and what
 * Log4j's {@code %tid} shows. This class gives it its short written form, {@code gid-60}, and, for arrays indexed by
 * thread, a {@linkplain #slot() dense number} beside it.
 *
 * {@snippet :
 * long id = Tid.current();          // 60
 * String label = Tid.label(id);     // "gid-60"
 * long same = Tid.parse(label);     // 60
 * }
 *
 * <p>Ids are positive, unique for the life of the JVM, growing, and have gaps. The main thread is 1 on some JDKs and 3
 * on others. An id of 0 or less stands for <em>unknown</em>: its label is the empty string and appending it appends
 * nothing, so that a log line whose thread nobody recorded shows no id instead of a wrong one.
 *
 * <p>All methods may be called from any thread at any time, and none of them blocks except for the first
 * {@link #slot()} of a thread.
 */
public final class Tid {

    private Tid() {}

    /**
     * The id of the thread that calls.
     *
     * <p>Costs what {@link Thread#currentThread()} and a read of a final field cost: below a nanosecond, no allocation,
     * no memory per thread, nothing to remove afterwards.
     *
     * @implNote Nothing is cached, because there is nothing cheaper to cache it in: the JIT compiles
     *     {@code currentThread()} to a read relative to a register, for the virtual thread where one is mounted, and
     *     the id is a final field behind it. A copy in a {@code ThreadLocal} was measured four times slower and keeps
     *     more than a hundred bytes alive in each virtual thread; see {@code docs/design-decisions.md}.
     * @return the id, always positive
     */
    public static long current() {
        return Thread.currentThread().threadId();
    }

    /**
     * The id of another thread, whether or not it has started or ended.
     *
     * @param thread the thread
     * @return its id, always positive
     * @throws NullPointerException if {@code thread} is null
     */
    public static long of(Thread thread) {
        return thread.threadId();
    }

    /**
     * The label of the thread that calls: {@code label(current())}.
     *
     * @return the label, such as {@code "gid-60"}
     */
    public static String label() {
        return Labels.of(current());
    }

    /**
     * The label of an id: {@code "gid-"} and the number in decimal.
     *
     * <p>The labels of recently asked ids are kept in one table of fixed size, shared by all threads, so that asking
     * for the same id again allocates nothing and no thread carries a copy. Any id may be asked for from any thread. A
     * code path that builds text anyway is better served by {@link #appendLabel}.
     *
     * @param id a thread's id; 0 or less for unknown
     * @return the label, or the empty string where {@code id} is 0 or less
     */
    public static String label(long id) {
        return id > 0 ? Labels.of(id) : "";
    }

    /**
     * Appends the label of an id; an unknown id appends nothing.
     *
     * <p>Allocates nothing beyond the builder's own growth, save that an id that is appended again and again gets its
     * place in the table of {@link #label(long)}, once.
     *
     * @param builder what to append to
     * @param id a thread's id; 0 or less for unknown
     * @return {@code builder}
     * @throws NullPointerException if {@code builder} is null
     */
    public static StringBuilder appendLabel(StringBuilder builder, long id) {
        return id > 0 ? Labels.append(builder, id) : Objects.requireNonNull(builder);
    }

    /**
     * The id that a label names: the inverse of {@link #label(long)}. Reads exactly what that method writes: no space,
     * sign, leading zero, other case or digit of another script.
     *
     * @param label a label, such as {@code "gid-60"}
     * @return the id, always positive
     * @throws NumberFormatException if {@code label} is no label of a known id; its message quotes the text, cut to 100
     *     characters, with control and other invisible characters escaped
     * @throws NullPointerException if {@code label} is null
     */
    public static long parse(CharSequence label) {
        return Labels.parse(label);
    }

    /**
     * The slot of the thread that calls: a small number from 0, for arrays indexed by thread.
     *
     * <p>No two live threads that asked have the same slot. A thread keeps its slot until it ends; after that, without
     * waiting for a garbage collection, another may get it, so what stands in an array at that place was left by a
     * thread that has ended. All that the former owner did happens-before the return of the new owner's first call.
     * Every slot is smaller than twice the largest number of owners that were alive at once.
     *
     * <p>The first call of a thread takes a lock for a moment and adds a {@code ThreadLocal} to the thread (about 130
     * bytes on a virtual thread); later calls are one read of it. Threads that never ask cost nothing. The table of
     * owners refers to threads weakly.
     *
     * @return the slot, from 0
     */
    public static int slot() {
        return Slots.current();
    }
}
