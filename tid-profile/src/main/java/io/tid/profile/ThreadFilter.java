package io.tid.profile;

import io.tid.Tid;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Which threads are wanted, asked twice: of the thread itself, before its stack is read, and of its snapshot. A search
 * for one id among a million threads then reads one stack.
 *
 * @param early what is known without the stack: id, name, kind
 * @param late the rest
 */
record ThreadFilter(Predicate<Thread> early, Predicate<ThreadSnapshot> late) {

    static final ThreadFilter ALL = new ThreadFilter(thread -> true, snapshot -> true);

    /**
     * The filter that a request's parameters ask for, all of which have to hold.
     *
     * @throws Refused with the rule and the value
     */
    static ThreadFilter of(Map<String, String> parameters) {
        Predicate<Thread> early = thread -> true;
        Predicate<ThreadSnapshot> late = snapshot -> true;
        for (Map.Entry<String, String> parameter : parameters.entrySet()) {
            String value = parameter.getValue();
            switch (parameter.getKey()) {
                case "gid" -> early = early.and(id(value));
                case "kind" -> early = early.and(kind(value));
                case "name" -> early = early.and(thread -> thread.getName().contains(value));
                case "state" -> late = late.and(state(value));
                case "function" -> late = late.and(function(value));
                case "label" -> late = late.and(label(value));
                default -> {} // not ours to judge
            }
        }
        return new ThreadFilter(early, late);
    }

    private static Predicate<Thread> id(String value) {
        long id;
        try {
            id = value.startsWith("gid-") ? Tid.parse(value) : Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw Refused.badValue("gid must be like gid-60 or 60", "gid", value);
        }
        return thread -> thread.threadId() == id;
    }

    private static Predicate<Thread> kind(String value) {
        return switch (value) {
            case "virtual" -> Thread::isVirtual;
            case "platform" -> thread -> !thread.isVirtual();
            default -> throw Refused.badValue("kind must be virtual or platform", "kind", value);
        };
    }

    private static Predicate<ThreadSnapshot> state(String value) {
        Optional<Thread.State> state = Arrays.stream(Tally.STATES)
                .filter(candidate -> candidate.name().equals(value))
                .findFirst();
        if (state.isEmpty()) {
            throw Refused.badValue("state must be one of " + Arrays.toString(Tally.STATES), "state", value);
        }
        return snapshot -> snapshot.state() == state.get();
    }

    private static Predicate<ThreadSnapshot> function(String value) {
        return snapshot -> snapshot.stack().stream()
                .anyMatch(frame -> (frame.getClassName() + '.' + frame.getMethodName()).contains(value));
    }

    private static Predicate<ThreadSnapshot> label(String value) {
        int colon = value.indexOf(':');
        if (colon < 1) {
            throw Refused.badValue("label must be KEY:VALUE", "label", value);
        }
        String key = value.substring(0, colon);
        String wanted = value.substring(colon + 1);
        return snapshot -> wanted.equals(snapshot.labels().get(key));
    }
}
