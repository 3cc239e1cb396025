package io.tid.profile;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * By which keys of their context threads with the same stack are told apart.
 *
 * <p>{@link #DEFAULT} leaves out what has nearly a value for each thread, such as a request's id, and would make each
 * thread a group of its own.
 */
public final class Grouping {

    /**
     * By every key but those with more than 10 values and at least half as many as threads that have the key, and those
     * with more than 1,000 values. What is left out is told by {@link ThreadProfile#notSplitBy()}.
     */
    public static final Grouping DEFAULT = new Grouping(null);

    /** By every key but those with more than 1,000 values; for who wants to choose later, by {@link ThreadProfile#by}. */
    public static final Grouping ALL_KEYS = new Grouping(null);

    final @Nullable Set<String> keys;

    private Grouping(@Nullable Set<String> keys) {
        this.keys = keys;
    }

    /**
     * By some keys, however many values they have: it takes memory for each of their values.
     *
     * @param keys the keys; none to group by the stack alone
     * @return the grouping
     */
    public static Grouping by(String... keys) {
        return new Grouping(Set.copyOf(java.util.Arrays.asList(keys)));
    }

    boolean chooses(String key) {
        return keys != null && keys.contains(key);
    }

    /** Such as {@code by [user]}. */
    @Override
    public String toString() {
        return keys != null ? "by " + keys : this == DEFAULT ? "default" : "all keys";
    }
}
