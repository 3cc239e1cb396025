package io.tid.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Doing something at intervals, until it was done often enough or nobody reads on. */
abstract class Repeat extends Subcommand {

    @Option(names = "--count", paramLabel = "N", description = "End after so many; without it, Ctrl-C ends it.")
    private @Nullable Integer count;

    /** Does it at once and then at each interval, counted from the start, so that slow work does not add up. */
    final void repeat(Duration every, Action action) throws InterruptedException {
        if (count != null && count < 1) {
            throw misuse("--count must be > 0: --count=" + count);
        }
        PrintWriter out = out();
        long start = System.nanoTime();
        for (long done = 0; count == null || done < count; done++) {
            long early = start + done * every.toNanos() - System.nanoTime();
            TimeUnit.NANOSECONDS.sleep(early); // not at all if late
            action.run(Duration.ofNanos(System.nanoTime() - start));
            if (out.checkError()) { // flushes, too
                return;
            }
        }
    }

    interface Action {
        void run(Duration sinceStart);
    }
}
