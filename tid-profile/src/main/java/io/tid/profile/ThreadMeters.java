package io.tid.profile;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Locale;

/**
 * Numbers of live threads for Micrometer, virtual ones among them.
 *
 * {@snippet :
 * new ThreadMeters().bindTo(registry);
 * }
 *
 * <p>Gauges: {@code jvm.threads.virtual.live}, which is NaN where virtual threads are not seen (see
 * {@link Threads#visibility()}), and {@code jvm.threads.platform.live}. With {@link #withStates()} also
 * {@code jvm.threads.live.states} by the tags {@code kind} and {@code state}. They count when they are asked, some ten
 * milliseconds for a hundred thousand threads, and read no stacks; nobody asking costs nothing.
 */
@SuppressWarnings("exports") // who uses it has Micrometer
public final class ThreadMeters implements MeterBinder {

    private final boolean states;

    /** The two gauges of live threads. */
    public ThreadMeters() {
        this(false);
    }

    private ThreadMeters(boolean states) {
        this.states = states;
    }

    /**
     * The same and the numbers by kind and state, which are taken together, at most once a second.
     *
     * @return the binder
     */
    public static ThreadMeters withStates() {
        return new ThreadMeters(true);
    }

    /**
     * Registers the gauges.
     *
     * @param registry where
     */
    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("jvm.threads.virtual.live", () -> known(Threads.countVirtual()))
                .description("The current number of live virtual threads; NaN where the JVM does not let them be seen")
                .baseUnit("threads")
                .register(registry);
        Gauge.builder("jvm.threads.platform.live", () -> PlatformThreads.list().length)
                .description("The current number of live platform threads")
                .baseUnit("threads")
                .register(registry);
        if (states) {
            StateCounts counts = new StateCounts();
            for (Thread.State state : StateCounts.LIVE) {
                bind(registry, counts, state, false);
                bind(registry, counts, state, true);
            }
        }
    }

    private static void bind(MeterRegistry registry, StateCounts counts, Thread.State state, boolean virtual) {
        Gauge.builder("jvm.threads.live.states", () -> known(counts.count(state, virtual)))
                .tag("kind", virtual ? "virtual" : "platform")
                .tag("state", state.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .description("The current number of live threads by kind and state")
                .baseUnit("threads")
                .register(registry);
    }

    private static double known(long count) {
        return count < 0 ? Double.NaN : count;
    }
}
