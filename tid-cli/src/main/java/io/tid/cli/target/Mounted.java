package io.tid.cli.target;

import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/** A virtual thread on a carrier, from the sample that first saw it there to the first that no longer did. */
@Name(Mounted.NAME)
@Label("Virtual Thread Mounted (sampled)")
@Category("tid")
@StackTrace(false)
final class Mounted extends Event {

    static final String NAME = "tid.Mounted";

    @Label("Carrier")
    @Nullable
    Thread carrier;

    @Label("Virtual Thread")
    @Nullable
    Thread virtual;

    @Label("State Seen Once It Was Gone")
    @Nullable
    String left;
}
