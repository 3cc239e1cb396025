package io.tid.leak;

import io.tid.profile.ThreadSnapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The options of one check, gathered. */
final class Settings {

    static final Duration USUAL = Duration.ofMillis(500);

    final List<ThreadIds> current = new ArrayList<>();
    final List<Ignore<Thread>> early = new ArrayList<>();
    final List<Ignore<ThreadSnapshot>> late = new ArrayList<>();
    final List<Runnable> cleanups = new ArrayList<>();
    Supplier<Patience> patience = () -> Patience.of(USUAL);
    Predicate<? super Thread> among = thread -> true;
    Predicate<? super ThreadSnapshot> amongRead = thread -> true;
    boolean platformOnly;

    @Nullable
    Duration interruptFor;

    private Settings() {}

    static Settings of(LeakOption... options) {
        Settings settings = new Settings();
        for (LeakOption option : options) {
            Objects.requireNonNull(option, "option").applyTo(settings);
        }
        return settings;
    }

    /** Whether a thread is out of the question already by what is known without its stack. */
    boolean isIgnored(Thread thread) {
        return (platformOnly && thread.isVirtual())
                || !among.test(thread)
                || wasThere(thread)
                || Known.isKnown(thread)
                || anyMatches(early, thread);
    }

    /** Asked of each live thread. As a stream it was at times three times slower, by how HotSpot had compiled it. */
    private boolean wasThere(Thread thread) {
        for (ThreadIds ids : current) {
            if (ids.contains(thread)) {
                return true;
            }
        }
        return false;
    }

    boolean isIgnored(ThreadSnapshot thread) {
        return !amongRead.test(thread) || Known.isKnown(thread) || anyMatches(late, thread);
    }

    private static <T> boolean anyMatches(List<Ignore<T>> rules, T thread) {
        for (Ignore<T> rule : rules) {
            if (rule.matches(thread)) {
                return true;
            }
        }
        return false;
    }

    List<String> unused() {
        List<Ignore<?>> rules = new ArrayList<>(early);
        rules.addAll(late);
        Set<Object> used =
                rules.stream().filter(Ignore::isUsed).map(Ignore::identity).collect(Collectors.toSet());
        return rules.stream()
                .filter(rule -> !used.contains(rule.identity()))
                .map(Ignore::toString)
                .distinct()
                .toList();
    }
}
