package io.tid;

import org.agrona.MutableDirectBuffer;

/**
 * Labels of threads in Agrona's buffers. The one class of this module that needs Agrona, an optional dependency, on the
 * class path or module path; it stands alone so that nobody else's class names one of Agrona's.
 */
public final class AgronaLabels {

    private AgronaLabels() {}

    /**
     * Writes the label of an id into a buffer, in ASCII. Allocates nothing beyond an expandable buffer's own growth; an
     * unknown id writes nothing. Either the whole label is written or none of it.
     *
     * @param buffer where to write
     * @param index the first byte to write, from 0
     * @param id a thread's id; 0 or less for unknown
     * @return the number of bytes written: 5 to 23, or 0 for an unknown id
     * @throws IndexOutOfBoundsException if {@code index} is negative, or the label does not fit between {@code index}
     *     and the capacity of a buffer that cannot grow
     * @throws NullPointerException if {@code buffer} is null
     */
    @SuppressWarnings("exports") // who has a buffer reads Agrona's module already
    public static int putLabel(MutableDirectBuffer buffer, int index, long id) {
        int capacity = buffer.capacity();
        if (index < 0) {
            throw new IndexOutOfBoundsException("index must be >= 0: index=" + index);
        }
        if (id <= 0) {
            return 0;
        }
        int length = Labels.PREFIX.length() + digits(id);
        if (!buffer.isExpandable() && index > capacity - length) {
            throw new IndexOutOfBoundsException("label of " + length + " bytes must fit the buffer: index=" + index
                    + " capacity=" + capacity + " id=" + id);
        }
        int digits = buffer.putStringWithoutLengthAscii(index, Labels.PREFIX);
        return digits + buffer.putNaturalLongAscii(index + digits, id);
    }

    private static int digits(long positive) {
        int digits = 1;
        for (long rest = positive; rest >= 10; rest /= 10) {
            digits++;
        }
        return digits;
    }
}
