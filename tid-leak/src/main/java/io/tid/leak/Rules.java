package io.tid.leak;

import io.tid.profile.ThreadSnapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * What holds for one test, by its annotations and the run's configuration parameters.
 *
 * @param ignores what is left out
 * @param rest the other options
 */
record Rules(boolean enabled, boolean perClass, LeakOption ignores, LeakOption rest) {

    static final Rules NONE = new Rules(false, false, LeakOption.none(), LeakOption.none());

    private static final String PARAMETER = "tid.leak.";
    private static final long USUAL_MS = 2_000;

    /**
     * The rules of some annotations, the innermost first.
     *
     * @throws IllegalArgumentException if a name or a number is wrong
     */
    static Rules of(List<VerifyNoThreadLeaks> annotations, Function<String, Optional<String>> parameters) {
        List<LeakOption> ignores = new ArrayList<>();
        List<LeakOption> rest = new ArrayList<>();
        rest.add(LeakOption.within(Duration.ofMillis(parameters
                .apply(PARAMETER + "withinMs")
                .map(Rules::milliseconds)
                .orElse(USUAL_MS))));
        for (Name name : Name.values()) {
            Stream<String> common = parameters.apply(PARAMETER + name).stream()
                    .flatMap(list -> Arrays.stream(list.split(",", -1)))
                    .map(String::strip);
            Stream<String> annotated = annotations.stream().flatMap(annotation -> Arrays.stream(name.of(annotation)));
            Stream.concat(common, annotated).distinct().map(name::option).forEach(ignores::add);
        }
        annotations.forEach(annotation -> Arrays.stream(annotation.ignore())
                .map(Rules::predicate)
                .map(LeakOption::ignore)
                .forEach(ignores::add));
        boolean enabled = true;
        boolean perClass = false;
        if (!annotations.isEmpty()) {
            VerifyNoThreadLeaks innermost = annotations.get(0);
            enabled = innermost.enabled();
            perClass = innermost.perClass();
            addRest(rest, innermost);
        }
        return new Rules(enabled, perClass, all(ignores), all(rest));
    }

    private static LeakOption all(List<LeakOption> options) {
        return options.stream().reduce(LeakOption.none(), LeakOption::and);
    }

    LeakOption options() {
        return ignores.and(rest);
    }

    private static void addRest(List<LeakOption> rest, VerifyNoThreadLeaks innermost) {
        if (innermost.withinMs() >= 0) {
            rest.add(LeakOption.within(Duration.ofMillis(innermost.withinMs())));
        }
        if (innermost.platformOnly()) {
            rest.add(LeakOption.platformOnly());
        }
        if (innermost.interruptLeakedMs() >= 0) {
            rest.add(LeakOption.interruptLeaked(Duration.ofMillis(innermost.interruptLeakedMs())));
        }
    }

    private static long milliseconds(String text) {
        try {
            return Long.parseUnsignedLong(text.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("must be a number of milliseconds: tid.leak.withinMs=" + text, e);
        }
    }

    private static Predicate<ThreadSnapshot> predicate(Class<? extends Predicate<ThreadSnapshot>> type) {
        return ReflectionSupport.newInstance(type);
    }

    /** The options that are lists of names, by the name that annotation and parameter give them. */
    private enum Name {
        ignoreTopFunction,
        ignoreAnyFunction,
        ignoreCreatedBy,
        ignoreName,
        ignoreGroup;

        String[] of(VerifyNoThreadLeaks annotation) {
            return switch (this) {
                case ignoreTopFunction -> annotation.ignoreTopFunction();
                case ignoreAnyFunction -> annotation.ignoreAnyFunction();
                case ignoreCreatedBy -> annotation.ignoreCreatedBy();
                case ignoreName -> annotation.ignoreName();
                case ignoreGroup -> annotation.ignoreGroup();
            };
        }

        LeakOption option(String text) {
            return switch (this) {
                case ignoreTopFunction -> LeakOption.ignoreTopFunction(text);
                case ignoreAnyFunction -> LeakOption.ignoreAnyFunction(text);
                case ignoreCreatedBy -> LeakOption.ignoreCreatedBy(text);
                case ignoreName -> LeakOption.ignoreName(text);
                case ignoreGroup -> LeakOption.ignoreGroup(text);
            };
        }
    }
}
