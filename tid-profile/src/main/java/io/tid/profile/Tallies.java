package io.tid.profile;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiPredicate;

/**
 * The groups of a profile while it is taken. Groups that differ in their labels only share one list of frames, which is
 * most of what a group takes. A key with too many values is folded as soon as that is known, so that a hundred thousand
 * requests in the same place, each with an id of its own, are never a hundred thousand groups. Not thread-safe.
 */
final class Tallies {

    private static final int FEW = 10; // values that are worth telling apart, however few threads there are

    private final Grouping grouping;
    private final Map<StackKey, Tally> groups = new HashMap<>();
    private final Map<StackKey, List<StackTraceElement>> stacks = new HashMap<>();

    /** Of the keys that split groups. */
    private final Map<String, Values> splitting = new HashMap<>();

    private final Map<String, Values> folded = new TreeMap<>();

    Tallies(Grouping grouping) {
        this.grouping = grouping;
    }

    void add(ThreadSnapshot thread) {
        tally(thread.stack(), thread.labels()).add(thread);
    }

    void add(Tallies others) {
        Set<String> more = new TreeSet<>(others.folded.keySet());
        more.removeIf(grouping::chooses);
        fold(more);
        others.folded.forEach((key, values) -> {
            if (grouping.keys == null || grouping.chooses(key)) {
                folded.computeIfAbsent(key, added -> new Values()).add(values);
            }
        });
        others.groups.forEach((key, tally) -> tally(key.stack, key.labels).add(tally));
    }

    /** The group of this stack and of those labels that split groups. */
    Tally tally(List<StackTraceElement> stack, Map<String, String> labels) {
        if (labels.isEmpty()) {
            return group(stack, labels);
        }
        Map<String, String> kept = kept(labels);
        Tally tally = group(stack, kept);
        if (grouping.keys == null && kept.size() < labels.size()) {
            labels.forEach((key, value) -> {
                if (!kept.containsKey(key)) {
                    folded.computeIfAbsent(key, added -> new Values()).add(value);
                    tally.values(key).add(value);
                }
            });
        }
        return tally;
    }

    private Map<String, String> kept(Map<String, String> labels) {
        if (grouping.keys == null) {
            Set<String> many = new TreeSet<>();
            labels.forEach((key, value) -> {
                if (!folded.containsKey(key)) {
                    Values values = splitting.computeIfAbsent(key, added -> new Values());
                    values.add(value);
                    if (values.count() > Values.MOST) {
                        many.add(key);
                    }
                }
            });
            fold(many);
            return without(labels, folded.keySet());
        }
        Map<String, String> kept = new HashMap<>(labels);
        kept.keySet().retainAll(grouping.keys);
        return Map.copyOf(kept);
    }

    private static Map<String, String> without(Map<String, String> labels, Set<String> keys) {
        if (Collections.disjoint(labels.keySet(), keys)) {
            return labels;
        }
        Map<String, String> kept = new HashMap<>(labels);
        kept.keySet().removeAll(keys);
        return Map.copyOf(kept);
    }

    private Tally group(List<StackTraceElement> stack, Map<String, String> labels) {
        StackKey key = new StackKey(stack, labels);
        Tally known = groups.get(key);
        if (known != null) {
            return known;
        }
        Tally added = new Tally();
        groups.put(labels.isEmpty() ? key : new StackKey(shared(stack), labels), added);
        return added;
    }

    private List<StackTraceElement> shared(List<StackTraceElement> stack) {
        return stacks.computeIfAbsent(new StackKey(stack, Map.of()), key -> stack);
    }

    /** Splits by these no more. */
    private void fold(Set<String> keys) {
        if (keys.isEmpty()) {
            return;
        }
        for (String key : keys) {
            Values values = splitting.remove(key);
            folded.computeIfAbsent(key, added -> new Values()).add(values == null ? new Values() : values);
        }
        Map<StackKey, Tally> split = new HashMap<>(groups);
        groups.clear();
        split.forEach((key, tally) -> {
            Tally group = group(key.stack, without(key.labels, keys));
            group.add(tally);
            key.labels.forEach((name, value) -> {
                if (keys.contains(name)) {
                    group.values(name).add(value);
                }
            });
        });
    }

    /** Folds what the default leaves out; called when all are added. */
    Tallies foldMany() {
        Map<String, Long> threads = new HashMap<>();
        groups.forEach((group, tally) ->
                group.labels.keySet().forEach(key -> threads.merge(key, Math.abs(tally.total()), Long::sum)));
        Set<String> many = new TreeSet<>();
        splitting.forEach((key, values) -> {
            if (values.count() > FEW && values.count() * 2 >= threads.getOrDefault(key, 0L)) {
                many.add(key);
            }
        });
        fold(many);
        return this;
    }

    Tallies finish() {
        return grouping == Grouping.DEFAULT ? foldMany() : this;
    }

    Tallies regrouped(Grouping wanted) {
        Tallies copy = new Tallies(wanted);
        copy.add(this);
        if (wanted.keys != null) {
            copy.groups.values().forEach(tally -> tally.keepValues(wanted.keys));
        }
        copy.removeZeros();
        return copy;
    }

    /** What changed, by the keys that split both; a key whose values are mostly others now would be only change. */
    Tallies minus(Tallies base) {
        Set<String> keys = new TreeSet<>(folded.keySet());
        keys.addAll(base.folded.keySet());
        if (grouping == Grouping.DEFAULT && base.grouping == Grouping.DEFAULT) {
            splitting.forEach((key, values) -> {
                if (values.changedFrom(base.splitting.getOrDefault(key, new Values()))) {
                    keys.add(key);
                }
            });
        }
        keys.removeIf(key -> grouping.chooses(key) || base.grouping.chooses(key));
        Tallies after = regrouped(grouping);
        Tallies before = base.regrouped(grouping);
        after.fold(keys);
        before.fold(keys);
        Tallies difference = new Tallies(grouping);
        after.folded.forEach((key, values) -> difference.fold(key, values));
        before.folded.forEach((key, values) -> difference.fold(key, values));
        after.groups.forEach(
                (key, tally) -> difference.groups.put(key, tally.minus(before.groups.getOrDefault(key, new Tally()))));
        before.groups.forEach((key, tally) -> difference.groups.computeIfAbsent(key, gone -> new Tally().minus(tally)));
        difference.removeZeros();
        difference
                .groups
                .keySet()
                .forEach(group -> group.labels.forEach((key, value) -> difference
                        .splitting
                        .computeIfAbsent(key, added -> new Values())
                        .add(value)));
        return difference;
    }

    /** A key that was folded already, where these were read or made. */
    void fold(String key, Values values) {
        folded.computeIfAbsent(key, added -> new Values()).add(values);
    }

    private void removeZeros() {
        groups.values().removeIf(tally -> tally.total() == 0);
    }

    Tallies filter(BiPredicate<StackKey, Tally> wanted) {
        Tallies kept = regrouped(grouping);
        kept.groups.entrySet().removeIf(entry -> !wanted.test(entry.getKey(), entry.getValue()));
        return kept;
    }

    Map<StackKey, Tally> groups() {
        return groups;
    }

    Map<String, Values> folded() {
        return folded;
    }
}
