package io.tid.profile;

import java.util.HashSet;
import java.util.Set;

/** The different values of a key that does not split a group, counted up to {@value #MOST}. Not thread-safe. */
final class Values {

    static final int MOST = 1_000;

    private final Set<String> seen = new HashSet<>();
    private long unnamed; // read from a file, which has only their number

    void add(String value) {
        if (count() <= MOST) {
            seen.add(value);
        }
    }

    void add(Values others) {
        others.seen.forEach(this::add);
        unnamed = Math.min(MOST + 1, unnamed + others.unnamed);
    }

    Values unnamed(long count) {
        unnamed = count;
        return this;
    }

    /** Their number; {@code MOST + 1} where they are more. */
    long count() {
        return Math.min(MOST + 1, seen.size() + unnamed);
    }

    /** Whether both have at least 3 values in all, of which less than half are in both. */
    boolean changedFrom(Values base) {
        long inBoth = seen.stream().filter(base.seen::contains).count();
        long all = seen.size() + base.seen.size() - inBoth;
        return !seen.isEmpty() && !base.seen.isEmpty() && all >= 3 && inBoth * 2 < all;
    }

    /** {@code 100 values}. */
    static String text(long count) {
        return count > MOST ? "more than " + MOST + " values" : count + " values";
    }
}
