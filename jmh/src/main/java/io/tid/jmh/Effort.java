package io.tid.jmh;

/** How long each row is measured. One fork costs about {@link #JVM_START_MS} on top of its iterations. */
enum Effort {
    /** Everything once, so that no benchmark rots; the figures mean nothing. */
    SMOKE(1, 1, 10, 1, 20),
    /** The comparison, in about five minutes. */
    QUICK(1, 2, 200, 3, 250),
    /** Everything, in about twenty minutes. */
    FULL(2, 4, 300, 5, 400);

    private static final long JVM_START_MS = 350;

    /** For the rows that a bar is read from; one fork is enough for the others. */
    final int forksOfBars;

    final int warmups;
    final int warmupMs;
    final int iterations;
    final int iterationMs;

    Effort(int forksOfBars, int warmups, int warmupMs, int iterations, int iterationMs) {
        this.forksOfBars = forksOfBars;
        this.warmups = warmups;
        this.warmupMs = warmupMs;
        this.iterations = iterations;
        this.iterationMs = iterationMs;
    }

    /** What one fork of a row is expected to take. */
    long forkMs() {
        return JVM_START_MS + (long) warmups * warmupMs + (long) iterations * iterationMs;
    }
}
