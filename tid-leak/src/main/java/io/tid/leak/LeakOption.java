package io.tid.leak;

import io.tid.profile.ThreadSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * What a check leaves out, and how it is done. A value: immutable, to be kept in a constant, passed to many checks, and
 * put together with {@link #and}. Making one does nothing; it works where it is passed.
 *
 * <p>Names are exact, or a beginning followed by {@code *}. A function is {@code io.app.Room.run}, without its file and
 * line. An option that left out nothing is named in the report of the check that failed.
 */
@CheckReturnValue
public final class LeakOption {

    private final Consumer<Settings> setting;

    private LeakOption(Consumer<Settings> setting) {
        this.setting = setting;
    }

    void applyTo(Settings settings) {
        setting.accept(settings);
    }

    static LeakOption none() {
        return new LeakOption(settings -> {});
    }

    /**
     * Both options. Where they contradict each other, as two times do, the second holds.
     *
     * @param other the second
     * @return both as one
     */
    public LeakOption and(LeakOption other) {
        Objects.requireNonNull(other, "other");
        return new LeakOption(settings -> {
            applyTo(settings);
            other.applyTo(settings);
        });
    }

    /**
     * Leaves out threads by the function that they are in: the innermost frame, or the innermost that is not of the JDK.
     *
     * @param function the function
     * @return the option
     * @throws IllegalArgumentException if that is no name
     */
    public static LeakOption ignoreTopFunction(String function) {
        return late(
                "ignoreTopFunction",
                function,
                (name, thread) -> Frames.top(thread).stream().anyMatch(frame -> name.matches(Frames.function(frame))));
    }

    /**
     * Leaves out threads that have the function anywhere on their stack.
     *
     * @param function the function
     * @return the option
     * @throws IllegalArgumentException if that is no name
     */
    public static LeakOption ignoreAnyFunction(String function) {
        return late(
                "ignoreAnyFunction",
                function,
                (name, thread) -> thread.stack().stream().anyMatch(frame -> name.matches(Frames.function(frame))));
    }

    /**
     * Leaves out threads by the function that started them, which is known with {@code -Dtid.lineage=creator}.
     *
     * @param function the function
     * @return the option
     * @throws IllegalArgumentException if that is no name
     */
    public static LeakOption ignoreCreatedBy(String function) {
        return late("ignoreCreatedBy", function, (name, thread) -> {
            StackTraceElement creator = thread.creator();
            return creator != null && name.matches(Frames.function(creator));
        });
    }

    /**
     * Leaves out threads by their name.
     *
     * @param name the name
     * @return the option
     * @throws IllegalArgumentException if that is no name
     */
    public static LeakOption ignoreName(String name) {
        return early("ignoreName", name, (wanted, thread) -> wanted.matches(thread.getName()));
    }

    /**
     * Leaves out platform threads by the name of their thread group, or of one that their group is in.
     *
     * @param group the group's name
     * @return the option
     * @throws IllegalArgumentException if that is no name
     */
    public static LeakOption ignoreGroup(String group) {
        return early("ignoreGroup", group, (wanted, thread) -> {
            for (ThreadGroup now = thread.getThreadGroup(); now != null; now = now.getParent()) {
                if (wanted.matches(now.getName())) {
                    return true;
                }
            }
            return false;
        });
    }

    /**
     * Leaves out the threads that live when this method is called, and no later one: ids are never used again. For
     * {@link ThreadLeaks#verifyNone} at the end of what this was called before; a {@link ThreadLeaks#check} does it by
     * itself.
     *
     * @return the option
     */
    public static LeakOption ignoreCurrent() {
        ThreadIds current = ThreadIds.now();
        return new LeakOption(settings -> settings.current.add(current));
    }

    /**
     * Leaves out threads by whatever is known of them.
     *
     * @param ignored whether a thread is no leak; asked again at each look
     * @return the option
     */
    public static LeakOption ignore(Predicate<? super ThreadSnapshot> ignored) {
        Objects.requireNonNull(ignored, "ignored");
        return new LeakOption(settings -> settings.late.add(Ignore.byPredicate(ignored)));
    }

    /**
     * How long the check waits for threads to end, from its own beginning. It returns as soon as there are none.
     *
     * @param time the time; 500 ms unless this is given
     * @return the option
     * @throws IllegalArgumentException if {@code time} is negative
     */
    public static LeakOption within(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("must be >= 0: within=" + time);
        }
        return new LeakOption(settings -> settings.patience = () -> Patience.of(time));
    }

    /**
     * Waits until a moment instead of for a time.
     *
     * @param deadline the moment; if it is past there is one look
     * @return the option
     */
    public static LeakOption until(Instant deadline) {
        Objects.requireNonNull(deadline, "deadline");
        return new LeakOption(settings -> settings.patience = () -> {
            Duration left = Duration.between(Instant.now(), deadline);
            return Patience.of(left.isNegative() ? Duration.ZERO : left);
        });
    }

    /**
     * Waits until something else is done, or has failed, instead of for a time.
     *
     * @param done what to wait for; if it is never done and there are leaks, the check waits for ever
     * @return the option
     */
    public static LeakOption until(CompletionStage<?> done) {
        Objects.requireNonNull(done, "done");
        return new LeakOption(settings -> settings.patience = () -> Patience.until(done));
    }

    /**
     * Runs something at the end of the check, whether there are leaks or not.
     *
     * @param cleanup what to run; what it throws is the check's failure if there are no leaks
     * @return the option
     */
    public static LeakOption cleanup(Runnable cleanup) {
        Objects.requireNonNull(cleanup, "cleanup");
        return new LeakOption(settings -> settings.cleanups.add(cleanup));
    }

    /**
     * Checks platform threads only.
     *
     * @return the option
     */
    public static LeakOption platformOnly() {
        return new LeakOption(settings -> settings.platformOnly = true);
    }

    /**
     * Interrupts what was left behind, so that it is not in the way of what comes next. They are leaks all the same; the
     * report says how many of them ended.
     *
     * @param time how long to wait for them to end
     * @return the option
     * @throws IllegalArgumentException if {@code time} is negative
     */
    public static LeakOption interruptLeaked(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("must be >= 0: interruptLeaked=" + time);
        }
        return new LeakOption(settings -> settings.interruptFor = time);
    }

    private static LeakOption early(String option, String text, Ignore.ByName<Thread> rule) {
        NamePattern name = NamePattern.of(option, text);
        return new LeakOption(settings -> settings.early.add(Ignore.byName(name, rule)));
    }

    private static LeakOption late(String option, String text, Ignore.ByName<ThreadSnapshot> rule) {
        NamePattern name = NamePattern.of(option, text);
        return new LeakOption(settings -> settings.late.add(Ignore.byName(name, rule)));
    }
}
