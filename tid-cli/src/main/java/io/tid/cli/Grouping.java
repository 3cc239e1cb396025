package io.tid.cli;

import io.tid.profile.ThreadProfile;
import io.tid.text.SafeText;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** By which keys of the context threads with the same stack are told apart: those of {@code --by}, or the default. */
final class Grouping {

    private static final int MOST = 1_000; // values that a profile counts

    @Option(
            names = "--by",
            paramLabel = "KEYS",
            description = "Keys of the context that split groups, such as room,user; '' for none.")
    private @Nullable String keys;

    /** The keys that the last profile was not split by, with the number of their values. */
    private Map<String, Long> ignored = Map.of();

    /** Whether the user has chosen. */
    boolean isChosen() {
        return keys != null;
    }

    ThreadProfile of(ThreadProfile profile) {
        return noted(grouped(profile));
    }

    ThreadProfile change(ThreadProfile before, ThreadProfile after) {
        return noted(grouped(after).minus(grouped(before)));
    }

    private ThreadProfile grouped(ThreadProfile profile) {
        return keys == null
                ? profile.byDefault()
                : profile.by(Arrays.stream(keys.split(",", -1))
                        .map(String::strip)
                        .filter(key -> !key.isEmpty())
                        .toArray(String[]::new));
    }

    private ThreadProfile noted(ThreadProfile profile) {
        ignored = profile.notSplitBy();
        return profile;
    }

    /** What the last profile was not split by, in a line each. */
    List<String> notes() {
        return ignored.entrySet().stream()
                .map(key -> "not split by " + SafeText.of(key.getKey()) + ": "
                        + (key.getValue() > MOST ? "more than " + Display.number(MOST) : Display.number(key.getValue()))
                        + " values")
                .toList();
    }
}
