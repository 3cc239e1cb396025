package io.tid.leak;

import java.util.function.Predicate;

/** One rule of one check: what it leaves out, and whether it ever did. Used by the thread that checks. */
final class Ignore<T> {

    private final String option;
    private final Object identity;
    private final Predicate<? super T> rule;
    private boolean used;

    private Ignore(String option, Object identity, Predicate<? super T> rule) {
        this.option = option;
        this.identity = identity;
        this.rule = rule;
    }

    static <T> Ignore<T> byName(NamePattern name, ByName<T> rule) {
        return new Ignore<>(name.toString(), name.toString(), thread -> rule.matches(name, thread));
    }

    static <T> Ignore<T> byPredicate(Predicate<? super T> rule) {
        return new Ignore<>("ignore(a predicate)", rule.getClass(), rule);
    }

    boolean matches(T thread) {
        boolean matched = rule.test(thread);
        used |= matched;
        return matched;
    }

    boolean isUsed() {
        return used;
    }

    /** Equal where an option was given twice, as for a class and for each of its methods: then only one is asked. */
    Object identity() {
        return identity;
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
