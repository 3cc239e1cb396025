package io.tid.cli.target;

import io.tid.profile.Threads;
import java.util.Optional;
import java.util.OptionalLong;

/** What the profile counts; unknown is empty, and never a number. */
final class Counts {

    private Counts() {}

    static OptionalLong all() {
        return known(Threads.count() - 1); // the session's own
    }

    static OptionalLong virtual() {
        return known(Threads.countVirtual());
    }

    static OptionalLong mounted() {
        return known(Threads.countMounted());
    }

    /** What the profile does not see of threads, in one line. */
    static Optional<String> missing() {
        return Threads.seesAll() ? Optional.empty() : Optional.of(Threads.visibility());
    }

    static OptionalLong known(long count) {
        return count < 0 ? OptionalLong.empty() : OptionalLong.of(count);
    }
}
