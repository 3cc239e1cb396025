package io.tid.leak;

import io.tid.profile.ThreadSnapshot;
import java.util.List;

/**
 * The check that no thread was left behind: what goleak and leaktest are to Go, for platform and virtual threads.
 *
 * {@snippet :
 * try (LeakCheck check = ThreadLeaks.check()) {       // what lives now is not the question
 *     service.handle(request);
 * }                                                   // ThreadLeakError if a thread of it is still there
 *
 * ThreadLeaks.verifyNone(LeakOption.ignoreName("metrics-*")); // at the end: nobody but metrics may be left
 * }
 *
 * <p>A thread that is just ending is no leak, so a check that finds one looks again, after microseconds at first, until
 * there is none left or its time is over ({@link LeakOption#within}, half a second unless told otherwise). If there is
 * none the first look is the last.
 *
 * <p>The thread that asks is never a leak, nor are the threads of the JVM and of the usual test runners, as far as they
 * do no work of the application's.
 *
 * <p>All methods may be called from any thread; checks at the same time see one another's threads. A look reads the
 * stacks only of threads that no id, name or group has ruled out: with 10,000 other threads that takes some
 * milliseconds.
 */
public final class ThreadLeaks {

    private ThreadLeaks() {}

    /**
     * Verifies that nobody is left.
     *
     * @param options what to ignore, how long to wait
     * @throws ThreadLeakError if there are leaks
     */
    public static void verifyNone(LeakOption... options) {
        Search search = new Search(options);
        List<ThreadSnapshot> leaks = search.run();
        if (!leaks.isEmpty()) {
            throw search.error(leaks);
        }
    }

    /**
     * The threads that {@link #verifyNone} would complain about.
     *
     * @param options what to ignore, how long to wait
     * @return the leaks as they were seen last, by id; empty if there are none
     */
    public static List<ThreadSnapshot> find(LeakOption... options) {
        return new Search(options).run();
    }

    /**
     * Begins a check: the threads that live now are none of its business, and {@link LeakCheck#close()} verifies that
     * nobody else is left. Takes two bits for each live thread until then, and at worst 200 bytes, for one whose id is
     * far from all others.
     *
     * @param options what to ignore, how long to wait, counted from the close
     * @return the check, to be closed
     */
    public static LeakCheck check(LeakOption... options) {
        return new LeakCheck(options);
    }
}
