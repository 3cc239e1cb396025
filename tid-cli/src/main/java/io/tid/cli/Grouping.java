package io.tid.cli;

import io.tid.profile.ThreadProfile;
import io.tid.text.SafeText;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * By which keys of the context threads with the same stack are told apart. Without {@code --by}: by all but those that
 * have nearly a value for each thread, such as a request's id, which would make each thread a group.
 */
final class Grouping {

    private static final int FEW = 10; // values that are worth telling apart, however few threads there are
    private static final int FEW_CHANGED = 3;

    @Option(
            names = "--by",
            paramLabel = "KEYS",
            description = "Keys of the context that split groups, such as room,user; '' for none.")
    private @Nullable String keys;

    /** The keys that the last profile was not split by, with the number of their values. */
    private Map<String, Integer> ignored = new TreeMap<>();

    /** Whether the user has chosen. */
    boolean isChosen() {
        return keys != null;
    }

    ThreadProfile of(ThreadProfile profile) {
        Map<String, Map<String, Long>> values = values(profile);
        ignored = new TreeMap<>();
        values.forEach((key, counts) -> {
            long threads = counts.values().stream().mapToLong(Long::longValue).sum();
            if (counts.size() > FEW && counts.size() * 2L >= threads) {
                ignored.put(key, counts.size());
            }
        });
        return profile.by(kept(values.keySet()));
    }

    /** The change from one to the other; a key that has other values now would be nothing but change. */
    ThreadProfile change(ThreadProfile before, ThreadProfile after) {
        Map<String, Map<String, Long>> then = values(before);
        Map<String, Map<String, Long>> now = values(after);
        of(before);
        Map<String, Integer> both = new TreeMap<>(ignored);
        of(after);
        both.putAll(ignored);
        Set<String> known = new TreeSet<>(then.keySet());
        known.addAll(now.keySet());
        for (String key : known) {
            Set<String> earlier = then.getOrDefault(key, Map.of()).keySet();
            Set<String> later = now.getOrDefault(key, Map.of()).keySet();
            Set<String> all = new HashSet<>(earlier);
            all.addAll(later);
            long inBoth = earlier.stream().filter(later::contains).count();
            if (all.size() >= FEW_CHANGED && !earlier.isEmpty() && !later.isEmpty() && inBoth * 2 < all.size()) {
                both.put(key, all.size());
            }
        }
        ignored = both;
        String[] kept = kept(known);
        return after.by(kept).minus(before.by(kept));
    }

    private String[] kept(Set<String> known) {
        if (keys != null) {
            ignored = new TreeMap<>();
            return Arrays.stream(keys.split(",", -1))
                    .map(String::strip)
                    .filter(key -> !key.isEmpty())
                    .toArray(String[]::new);
        }
        Set<String> kept = new LinkedHashSet<>(known);
        kept.removeAll(ignored.keySet());
        return kept.toArray(String[]::new);
    }

    /** Of each key, each value with the number of its threads. */
    private static Map<String, Map<String, Long>> values(ThreadProfile profile) {
        Map<String, Map<String, Long>> values = new HashMap<>();
        for (ThreadProfile.Group group : profile.groups()) {
            group.labels()
                    .forEach((key, value) -> values.computeIfAbsent(key, added -> new HashMap<>())
                            .merge(value, group.count(), Long::sum));
        }
        return values;
    }

    /** What the last profile was not split by, in a line each. */
    List<String> notes() {
        return ignored.entrySet().stream()
                .map(key ->
                        "not split by " + SafeText.of(key.getKey()) + ": " + Display.number(key.getValue()) + " values")
                .collect(Collectors.toList());
    }
}
