package io.tid;

import org.agrona.MutableDirectBuffer;
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

    static final String PREFIX = "gid-";

    /** Power of two. Full, the table holds about 100 KB, however many threads there are. */
    static final int SIZE = 1024;

    private static final int LONGEST_ID_DIGITS = 19;

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

    static int put(MutableDirectBuffer buffer, int index, long id) {
        int capacity = buffer.capacity();
        if (index < 0) {
            throw new IndexOutOfBoundsException("index must be >= 0: index=" + index);
        }
        if (id <= 0) {
            return 0;
        }
        int length = PREFIX.length() + digits(id);
        if (!buffer.isExpandable() && index > capacity - length) {
            throw new IndexOutOfBoundsException("label of " + length + " bytes must fit the buffer: index=" + index
                    + " capacity=" + capacity + " id=" + id);
        }
        int digits = buffer.putStringWithoutLengthAscii(index, PREFIX);
        return digits + buffer.putNaturalLongAscii(index + digits, id);
    }

    private static int digits(long positive) {
        int digits = 1;
        for (long rest = positive; rest >= 10; rest /= 10) {
            digits++;
        }
        return digits;
    }

    static long parse(CharSequence label) {
        int length = label.length();
        int at = PREFIX.length();
        if (length <= at || length > at + LONGEST_ID_DIGITS || !startsWithPrefix(label) || label.charAt(at) == '0') {
            throw notALabel(label);
        }
        long id = 0;
        for (; at < length; at++) {
            int digit = label.charAt(at) - '0';
            if (digit < 0 || digit > 9) {
                throw notALabel(label);
            }
            id = id * 10 + digit; // 19 digits overflow at most once, into the negative
        }
        if (id < 0) {
            throw notALabel(label);
        }
        return id;
    }

    private static boolean startsWithPrefix(CharSequence label) {
        for (int i = 0; i < PREFIX.length(); i++) {
            if (label.charAt(i) != PREFIX.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static NumberFormatException notALabel(CharSequence text) {
        return new NumberFormatException(
                "label must be gid- and a number from 1 to " + Long.MAX_VALUE + ": " + Quoted.of(text.toString()));
    }
}
