package io.tid.jmh.report;

import java.util.Locale;

/** What kind of thread runs a benchmark; the names are those of JMH's {@code jmh.executor} property. */
public enum Kind {
    /** JMH's own default. */
    PLATFORM,
    /** One virtual thread for each benchmark thread. */
    VIRTUAL;

    private static final String PROPERTY = "-Djmh.executor=";

    /** The name that a person reads. */
    String title() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What makes a fork use it. */
    public String jvmArg() {
        return PROPERTY + this;
    }

    /** The kind that a JVM with these arguments ran. */
    public static Kind of(Iterable<String> jvmArgs) {
        for (String arg : jvmArgs) {
            if (arg.equals(VIRTUAL.jvmArg())) {
                return VIRTUAL;
            }
        }
        return PLATFORM;
    }
}
