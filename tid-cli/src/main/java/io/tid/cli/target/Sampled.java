package io.tid.cli.target;

import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** How well the carriers were sampled, said once at the end. */
@Name(Sampled.NAME)
@Label("Samples of Carriers")
@Category("tid")
@StackTrace(false)
final class Sampled extends Event {

    static final String NAME = "tid.Sampled";

    @Label("Samples")
    long samples;

    @Label("Longest Time Between Two")
    @Timespan
    long longestGapNs;
}
