package io.tid.executor;

/**
 * Room on the stack, asked for before a place is taken.
 *
 * <p>A submitter deep in a recursion may overflow its stack at any call, also between taking a place and the block that
 * would give it back, and inside {@code Thread.start}, where JDK 25 may lose its scheduler's count of carriers. So the
 * overflow is provoked here, while there is nothing to lose: some kilobytes are used and left, more than starting a
 * thread takes.
 */
final class StackRoom {

    /** Of a hundred bytes and more each, as compiled code has them; interpreted ones are larger. */
    private static final int FRAMES = 100;

    private StackRoom() {}

    /**
     * Uses the room.
     *
     * @throws StackOverflowError if there is too little
     */
    static void require() {
        long used = use(FRAMES, 1, 2, 3, 4, 5, 6, 7, 8);
        if (used == 0) {
            throw new AssertionError("must have counted its frames: used=0");
        }
    }

    private static long use(int left, long a, long b, long c, long d, long e, long f, long g, long h) {
        long below = left == 0 ? 1 : use(left - 1, b, c, d, e, f, g, h, a);
        return below
                + (a & b & c & d & e & f & g & h)
                + 1; // all are wanted after the call, so each has its place in the frame
    }
}
