package io.tid.cli;

import java.util.concurrent.locks.LockSupport;
import jdk.jfr.Event;
import jdk.jfr.Name;
import org.jspecify.annotations.Nullable;

/** What {@code tid trace} writes into a recording, made up. */
@Name("tid.Mounted")
final class Sample extends Event {

    /** A recording has the events of the whole JVM, so two tests that record may not run at once. */
    static final String RECORDER = "flight recorder";

    @Nullable
    Thread carrier;

    @Nullable
    Thread virtual;

    @Nullable
    String left;

    /** A virtual thread was on this thread for a millisecond, and then in a state. */
    static void of(Thread virtual, String left) {
        Sample sample = new Sample();
        sample.begin();
        LockSupport.parkNanos(1_000_000);
        sample.carrier = Thread.currentThread();
        sample.virtual = virtual;
        sample.left = left;
        sample.commit();
    }
}
