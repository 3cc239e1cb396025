package io.tid.log4j;

import org.jspecify.annotations.Nullable;

/**
 * Appends the labels of ids, all with one prefix, by copying the texts of those that are asked for again and again.
 *
 * <p>One copy of a ready text costs less than any way of writing digits, so texts are kept: one for each value of the
 * id's low bits, in a plain array that all threads read and write without synchronization. That is safe, because an
 * entry is immutable and holds its id beside its text: whoever sees the reference sees both (JLS 17.5), and an entry of
 * another id is no match.
 *
 * <p>An id gets its entry when it comes twice in a row at its place, not before; until then its digits are written. So a
 * thread that logs one line allocates nothing here, nor do any number of threads that take turns. {@link #last} is only
 * a hint: a write lost in a race, or torn, costs or saves one entry and never gives a wrong label.
 */
final class Labels {

    static final String PREFIX = "gid-";

    /** Power of two. Full, the table holds about 100 KB, however many threads there are. */
    static final int SIZE = 1024;

    private final String prefix;
    private final @Nullable Entry[] table = new Entry[SIZE];
    private final long[] last = new long[SIZE];

    private record Entry(long id, String text) {}

    Labels(String prefix) {
        this.prefix = prefix;
    }

    /** Appends the label of an id, or nothing where the id is unknown: 0 or less. */
    void append(StringBuilder builder, long id) {
        Entry entry = table[(int) id & (SIZE - 1)];
        if (entry != null && entry.id == id) {
            builder.append(entry.text);
        } else if (id > 0) {
            appendDigits(builder, id);
        }
    }

    private void appendDigits(StringBuilder builder, long id) {
        int place = (int) id & (SIZE - 1);
        if (last[place] == id) {
            table[place] = new Entry(id, prefix + id);
        } else {
            last[place] = id;
        }
        builder.append(prefix).append(id);
    }
}
