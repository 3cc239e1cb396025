package io.tid.cli.target;

import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
import org.jspecify.annotations.Nullable;

/** How well the carriers were sampled: once, from the start of the recording to its end. */
@Name(Sampled.NAME)
@Label("Samples of Carriers")
@Category("tid")
@StackTrace(false)
final class Sampled extends Event {

    static final String NAME = "tid.Sampled";

    @Label("Samples")
    long samples;

    @Label("Time Before The First")
    @Timespan
    long firstNs;

    @Label("Longest Time Between Two")
    @Timespan
    long longestGapNs;

    @Label("Virtual Threads Alive At The End")
    @Nullable
    String alive;
}
