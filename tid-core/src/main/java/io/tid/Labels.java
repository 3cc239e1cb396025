package io.tid;

import io.tid.text.GidText;
import io.tid.text.SafeText;
import org.jspecify.annotations.Nullable;

/**
 * The written form of ids, and the table of the labels asked for last.
 *
 * <p>The table is a plain array of immutable entries, one place for each value of the id's low bits. Any thread reads
 * and writes any place without synchronization. That is safe, because an entry holds its id beside its text and both
 * fields are final: whoever sees the reference sees both (JLS 17.5), and whoever sees another id's entry, an old one or
 * none makes its own. A lost race costs one allocation, never a wrong label. Two arrays, one of ids and one of texts,
 * would not do: a reader could pair the id of one writer with the text of another.
 *
 * <p>Appending copies a text that stands in the table, which costs less than writing digits, but puts one there only
 * when the id is appended twice in a row at its place. So the one line of a short thread allocates nothing, and neither
 * do ids that take turns. {@link #APPENDED} is a hint: lost or torn, it costs or saves an entry.
 */
final class Labels {

    static final String PREFIX = GidText.PREFIX;

    /** Power of two. Full, the table holds about 100 KB, however many threads there are. */
    static final int SIZE = 1024;

    private static final @Nullable Entry[] TABLE = new Entry[SIZE];
    private static final long[] APPENDED = new long[SIZE];

    private record Entry(long id, String text) {}

    private Labels() {}

    private static int place(long id) {
        return (int) id & (SIZE - 1);
    }

    /** The label of a positive id. */
    static String of(long id) {
        Entry entry = TABLE[place(id)];
        return entry != null && entry.id == id ? entry.text : enter(id);
    }

    private static String enter(long id) {
        Entry entry = new Entry(id, PREFIX + id);
        TABLE[place(id)] = entry;
        return entry.text;
    }

    /** Appends the label of a positive id. */
    static StringBuilder append(StringBuilder builder, long id) {
        int place = place(id);
        boolean again = APPENDED[place] == id;
        if (!again) {
            APPENDED[place] = id;
        }
        Entry entry = TABLE[place];
        if (entry != null && entry.id == id) {
            return builder.append(entry.text);
        }
        return again ? builder.append(enter(id)) : builder.append(PREFIX).append(id);
    }

    static long parse(CharSequence label) {
        long id = GidText.ofLabel(label);
        if (id == 0) {
            throw new NumberFormatException(
                    "label must be gid- and a number from 1 to " + Long.MAX_VALUE + ": " + SafeText.cut(label));
        }
        return id;
    }
}
