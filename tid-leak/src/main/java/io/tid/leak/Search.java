package io.tid.leak;

import io.tid.profile.ThreadSnapshot;
import io.tid.profile.Threads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One check: looks until nobody is left or its time is over. Used by one thread, once. */
final class Search {

    private final Settings settings;
    private final List<Thread> suspects = new ArrayList<>();
    private Duration looked = Duration.ZERO;
    private long interrupted = -1;
    private @Nullable Throwable cleanupFailure;

    Search(LeakOption... options) {
        this(Settings.of(options));
    }

    Search(Settings settings) {
        this.settings = settings;
    }

    /** The leaks, by id. */
    List<ThreadSnapshot> run() {
        List<ThreadSnapshot> leaks;
        try {
            leaks = look();
            interrupt();
        } finally {
            settings.cleanups.forEach(this::cleanUp);
        }
        if (cleanupFailure != null && leaks.isEmpty()) {
            throw new IllegalStateException("cleanup failed: " + cleanupFailure, cleanupFailure);
        }
        return leaks;
    }

    private List<ThreadSnapshot> look() {
        Patience patience = settings.patience.get();
        while (true) {
            boolean last = patience.isOver();
            List<ThreadSnapshot> leaks = lookOnce();
            if (leaks.isEmpty() || last) {
                looked = patience.passed();
                return leaks;
            }
            patience.pause();
        }
    }

    private List<ThreadSnapshot> lookOnce() {
        suspects.clear();
        List<ThreadSnapshot> leaks = new ArrayList<>();
        Thread[] wanted = new Thread[1];
        Threads.forEach(
                thread -> {
                    wanted[0] = thread;
                    return !settings.isIgnored(thread);
                },
                snapshot -> {
                    if (!settings.isIgnored(snapshot)) {
                        leaks.add(snapshot);
                        suspects.add(wanted[0]);
                    }
                });
        leaks.sort(Comparator.comparingLong(ThreadSnapshot::id));
        return leaks;
    }

    private void interrupt() {
        if (settings.interruptFor == null || suspects.isEmpty()) {
            return;
        }
        suspects.forEach(Thread::interrupt);
        Patience patience = Patience.of(settings.interruptFor);
        while (!patience.isOver() && suspects.stream().anyMatch(Thread::isAlive)) {
            patience.pause();
        }
        interrupted = suspects.stream().filter(thread -> !thread.isAlive()).count();
    }

    private void cleanUp(Runnable cleanup) {
        try {
            cleanup.run();
        } catch (RuntimeException | Error e) {
            if (cleanupFailure == null) {
                cleanupFailure = e;
            } else {
                cleanupFailure.addSuppressed(e);
            }
        }
    }

    ThreadLeakError error(List<ThreadSnapshot> leaks) {
        return error(leaks, "");
    }

    /** The error with a line of its own before the report. */
    ThreadLeakError error(List<ThreadSnapshot> leaks, String headline) {
        Report report = new Report(leaks).headline(headline, looked);
        if (interrupted >= 0) {
            report.line("interrupted: " + interrupted + " of " + leaks.size() + " ended");
        }
        for (String option : settings.unused()) {
            report.line("left out nothing: " + option);
        }
        ThreadLeakError error = new ThreadLeakError(report.toString(), leaks);
        if (cleanupFailure != null) {
            error.addSuppressed(cleanupFailure);
        }
        return error;
    }
}
