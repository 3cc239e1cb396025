package io.tid.executor;

/** What the broken variants hold open, so that a run of any length on any machine sees somebody step in. */
final class Window {

    private static final int TURNS = 300;

    private Window() {}

    static void stayOpen() {
        for (int turn = 0; turn < TURNS; turn++) {
            Thread.onSpinWait();
        }
    }
}
