package io.tid.leak;

import java.util.function.Predicate;

/** One rule of one check: what it leaves out, and whether it ever did. Used by the thread that checks. */
final class Ignore<T> {

    private final String option;
    private final Predicate<? super T> rule;
    private boolean used;

    Ignore(String option, Predicate<? super T> rule) {
        this.option = option;
        this.rule = rule;
    }

    boolean matches(T thread) {
        boolean matched = rule.test(thread);
        used |= matched;
        return matched;
    }

    boolean isUsed() {
        return used;
    }

    /** The option as it was written, such as {@code ignoreName("pool-*")}. */
    @Override
    public String toString() {
        return option;
    }

    interface ByName<T> {
        boolean matches(NamePattern name, T thread);
    }
}
