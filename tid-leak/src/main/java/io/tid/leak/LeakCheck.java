package io.tid.leak;

import java.util.Arrays;

/**
 * A check that has begun, and verifies when it is closed that no thread was started since and left behind. Made by
 * {@link ThreadLeaks#check}, for try-with-resources. Another thread than the one that began it may close it.
 *
 * <p>A check that is never closed checks nothing. At the end of a run of JUnit those are reported, with the line that
 * began them.
 */
public final class LeakCheck implements AutoCloseable {

    private final LeakOption[] options;
    private final Unclosed opened;

    LeakCheck(LeakOption... options) {
        this.options = Arrays.copyOf(options, options.length + 1);
        this.options[options.length] = LeakOption.ignoreCurrent();
        Settings.of(this.options); // what is wrong with them is told here, not at the end
        this.opened = Unclosed.open();
    }

    /**
     * Verifies that nobody is left who was not there at the beginning. Closing again does nothing.
     *
     * @throws ThreadLeakError if there are leaks
     */
    @Override
    public void close() {
        if (opened.close()) {
            ThreadLeaks.verifyNone(options);
        }
    }
}
