package io.tid.profile;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The groups of a profile while it is taken. Groups that differ in their labels only share one list of frames, which is
 * most of what a group takes: a hundred thousand requests in the same place, each with an id of its own, would else keep a
 * hundred thousand copies. Not thread-safe.
 */
final class Tallies {

    private final Map<StackKey, Tally> groups = new HashMap<>();
    private final Map<StackKey, List<StackTraceElement>> stacks = new HashMap<>();

    void add(ThreadSnapshot thread) {
        tally(thread.stack(), thread.labels()).add(thread);
    }

    void add(Tallies others) {
        others.groups.forEach((key, tally) -> tally(key.stack, key.labels).add(tally));
    }

    Tally tally(List<StackTraceElement> stack, Map<String, String> labels) {
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

    Map<StackKey, Tally> groups() {
        return groups;
    }
}
