package io.tid.leak;

import io.tid.profile.ThreadSnapshot;
import io.tid.profile.Threads;
import org.jspecify.annotations.Nullable;

/** Which test a thread was started in. */
final class Labels {

    private Labels() {}

    /** Whether this JVM lets us see what threads inherited. */
    static boolean readable() {
        return Object.class.getModule().isOpen("java.lang", Threads.class.getModule());
    }

    /** Null where unknown. A worker of the common pool inherits, on some JDKs, from whoever happened to be first. */
    static @Nullable String of(ThreadSnapshot thread) {
        return Known.isOfCommonPool(thread) ? null : thread.labels().get(Report.TEST);
    }
}
