package io.tid.jmh.report;

import java.util.Locale;

/** The questions that the benchmarks answer, in the order of the report. */
public enum Suite {
    ID("Current id"),
    LABEL("Label"),
    LIVE("Live threads"),
    PATTERN("Pattern"),
    LINE("Log line"),
    FRESH("Fresh virtual thread"),
    CONTEXT("Context"),
    EXECUTOR("Executor");

    private final String title;

    Suite(String title) {
        this.title = title;
    }

    /** The name that a person reads. */
    public String title() {
        return title;
    }

    /** The name that the command line and the files use. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
