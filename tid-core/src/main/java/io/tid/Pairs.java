package io.tid;

import io.tid.text.SafeText;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Sorted pairs in an array: key, value, key, value, ..., keys ascending. No array is written after it was returned. */
final class Pairs {

    private Pairs() {}

    /** The same array if it has the pair already. */
    static String[] with(String[] pairs, String key, String value) {
        checkKey(key);
        if (key.isEmpty()) {
            throw new IllegalArgumentException("key must not be empty: key=\"\"");
        }
        if (value == null) {
            throw new NullPointerException("value must not be null: value=null key=" + SafeText.cut(key));
        }
        int at = indexOf(pairs, key);
        if (at < 0) {
            return insert(pairs, -at - 1, key, value);
        }
        if (pairs[at + 1].equals(value)) {
            return pairs;
        }
        String[] changed = pairs.clone();
        changed[at + 1] = value;
        return changed;
    }

    private static String[] insert(String[] pairs, int at, String key, String value) {
        String[] longer = Arrays.copyOf(pairs, pairs.length + 2);
        System.arraycopy(pairs, at, longer, at + 2, pairs.length - at);
        longer[at] = key;
        longer[at + 1] = value;
        return longer;
    }

    /** The same array if it has no such key. */
    static String[] without(String[] pairs, String key) {
        int at = indexOf(pairs, key);
        if (at < 0) {
            return pairs;
        }
        String[] shorter = Arrays.copyOf(pairs, pairs.length - 2);
        System.arraycopy(pairs, at + 2, shorter, at, shorter.length - at);
        return shorter;
    }

    /** As {@link Arrays#binarySearch}: where the key is, or where it would be, in -x - 1. */
    static int indexOf(String[] pairs, String key) {
        checkKey(key);
        int low = 0;
        int high = pairs.length / 2 - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = pairs[2 * middle].compareTo(key);
            if (order == 0) {
                return 2 * middle;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -2 * low - 1;
    }

    private static void checkKey(@Nullable String key) {
        if (key == null) {
            throw new NullPointerException("key must not be null: key=null");
        }
    }
}
