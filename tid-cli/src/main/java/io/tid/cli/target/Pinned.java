package io.tid.cli.target;

import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
import org.jspecify.annotations.Nullable;

/**
 * A virtual thread that was seen to wait on its carrier, sample after sample. Flight Recorder's own event comes when such
 * a wait is over, if it does, and on JDK 21 not for monitors.
 */
@Name(Pinned.NAME)
@Label("Virtual Thread Pinned (sampled)")
@Category("tid")
@StackTrace(false)
final class Pinned extends Event {

    static final String NAME = "tid.Pinned";

    @Label("Carrier")
    @Nullable
    Thread carrier;

    @Label("Virtual Thread")
    @Nullable
    Thread virtual;

    @Label("State")
    @Nullable
    String state;

    @Label("Time Until Last Seen So")
    @Timespan
    long seenNs;

    @Label("Not Over At The End")
    boolean open;

    @Label("Frames, Innermost First")
    @Nullable
    String frames;
}
