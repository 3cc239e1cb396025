package io.tid.leak;

import io.tid.LogContext;
import java.time.Duration;

/** With {@code -Dtid.lineage=creator}: threads started by two methods, of which one is left out; prints the report. */
final class Creators {

    private Creators() {}

    public static void main(String[] args) {
        LogContext.empty()
                .run(
                        () -> { // from here on it is known who made whom
                            metrics();
                            metrics();
                            rooms();
                        });
        try {
            ThreadLeaks.verifyNone(
                    LeakOption.within(Duration.ofSeconds(1)),
                    LeakOption.ignoreCreatedBy("io.tid.leak.Creators.metrics"),
                    LeakOption.ignoreCreatedBy("io.tid.leak.Creators.main"));
        } catch (ThreadLeakError e) {
            System.out.print(e.getMessage());
        }
        System.exit(0);
    }

    private static void metrics() {
        Thread.startVirtualThread(Leftovers::stay);
    }

    private static void rooms() {
        Thread.ofPlatform().daemon().start(Leftovers::stay);
    }
}
