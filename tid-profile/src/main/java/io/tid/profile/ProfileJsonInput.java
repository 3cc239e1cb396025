package io.tid.profile;

import java.io.IOException;
import java.io.Reader;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads what {@link ProfileJson} wrote. The text may come from anywhere: whatever is missing or odd is refused. */
final class ProfileJsonInput {

    private static final int NATIVE_LINE = -2; // as StackTraceElement has it

    /** The times that a file of pprof can say: nanoseconds since 1970, in 63 bits. */
    private static final Instant FIRST = Instant.EPOCH;

    private static final Instant LAST = Instant.ofEpochSecond(Long.MAX_VALUE / 1_000_000_000);

    private ProfileJsonInput() {}

    static ThreadProfile read(Reader in) throws IOException {
        Map<?, ?> root = as(Map.class, "profile", JsonInput.read(in));
        Tallies tallies = new Tallies(Grouping.DEFAULT);
        values(root).forEach(tallies::fold);
        for (Object element : list(root, "groups")) {
            Map<?, ?> group = as(Map.class, "group", element);
            Tally added = tally(group);
            tallies.tally(stack(group), labels(group)).add(added);
        }
        String hindrance = as(Boolean.class, "complete", root.get("complete")) ? null : text(root, "visibility");
        Instant takenAt = takenAt(root);
        return new ThreadProfile(tallies, hindrance, takenAt, span(root, takenAt));
    }

    private static Instant takenAt(Map<?, ?> root) throws IOException {
        String text = text(root, "takenAt");
        try {
            Instant takenAt = Instant.parse(text);
            if (isKnown(takenAt)) {
                return takenAt;
            }
        } catch (DateTimeException noInstant) {
            // as any other that is none of ours
        }
        throw wrong("takenAt must be an instant from " + FIRST + " to " + LAST, "takenAt", text);
    }

    /** A difference taken the wrong way round has a span below zero. */
    private static Duration span(Map<?, ?> root, Instant takenAt) throws IOException {
        long spanMs = number(root, "spanMs");
        try {
            Duration span = Duration.ofMillis(spanMs);
            if (isKnown(takenAt.plus(span))) {
                return span;
            }
        } catch (DateTimeException | ArithmeticException tooFar) {
            // beyond what an instant can be
        }
        throw wrong("takenAt and spanMs must end from " + FIRST + " to " + LAST, "spanMs", spanMs);
    }

    private static boolean isKnown(Instant at) {
        return !at.isBefore(FIRST) && !at.isAfter(LAST);
    }

    private static List<StackTraceElement> stack(Map<?, ?> group) throws IOException {
        List<?> elements = list(group, "stack");
        StackTraceElement[] frames = new StackTraceElement[elements.size()];
        for (int i = 0; i < frames.length; i++) {
            Map<?, ?> frame = as(Map.class, "frame", elements.get(i));
            String file = frame.containsKey("file") ? text(frame, "file") : null;
            long line = frame.containsKey("line")
                    ? number(frame, "line")
                    : frame.containsKey("native") ? NATIVE_LINE : ProfileJson.NO_LINE;
            if (line != (int) line) {
                throw wrong("line must be a whole number of 32 bits", "line", line);
            }
            frames[i] = new StackTraceElement(text(frame, "class"), text(frame, "method"), file, (int) line);
        }
        return List.of(frames);
    }

    private static Map<String, String> labels(Map<?, ?> group) throws IOException {
        Map<String, String> labels = new TreeMap<>();
        Map<?, ?> pairs = as(Map.class, "labels", group.get("labels"));
        for (Map.Entry<?, ?> label : pairs.entrySet()) {
            labels.put(as(String.class, "label", label.getKey()), as(String.class, "label", label.getValue()));
        }
        return labels.isEmpty() ? Map.of() : Map.copyOf(labels);
    }

    /** Of keys that split no group, the numbers of their values. */
    private static Map<String, Values> values(Map<?, ?> object) throws IOException {
        Map<String, Values> values = new TreeMap<>();
        if (object.containsKey("values")) {
            Map<?, ?> pairs = as(Map.class, "values", object.get("values"));
            for (Map.Entry<?, ?> value : pairs.entrySet()) {
                long count = as(Long.class, "values", value.getValue());
                if (count < 0 || count > Values.MOST + 1) {
                    throw wrong("values must be from 0 to " + (Values.MOST + 1), "values", count);
                }
                values.put(as(String.class, "values", value.getKey()), new Values().unnamed(count));
            }
        }
        return values;
    }

    /** Of both kinds only where the file tells them apart; else all are of the kind that the count says. */
    private static Tally tally(Map<?, ?> group) throws IOException {
        Map<?, ?> states = as(Map.class, "states", group.get("states"));
        Map<?, ?> virtualStates = group.containsKey("virtualStates")
                ? as(Map.class, "virtualStates", group.get("virtualStates"))
                : number(group, "virtual") == 0 ? Map.of() : states;
        long[] cells = new long[2 * Tally.STATES.length];
        for (Thread.State state : Tally.STATES) {
            long all = states.containsKey(state.name()) ? number(states, state.name()) : 0;
            long virtual = virtualStates.containsKey(state.name()) ? number(virtualStates, state.name()) : 0;
            cells[Tally.cell(state, true)] = virtual;
            cells[Tally.cell(state, false)] = all - virtual;
        }
        List<?> youngest = list(group, "youngest");
        long[] samples = new long[youngest.size()];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = as(Long.class, "youngest", youngest.get(i));
        }
        if (samples.length > Tally.SAMPLES) {
            throw wrong("youngest must be at most " + Tally.SAMPLES, "youngest", youngest);
        }
        Tally tally = new Tally(cells, number(group, "minId"), number(group, "maxId"), samples);
        values(group).forEach((key, values) -> tally.values(key).add(values));
        if (tally.total() != number(group, "count")) {
            throw wrong("count must be the sum of the states", "count", group.get("count"));
        }
        return tally;
    }

    private static List<?> list(Map<?, ?> object, String name) throws IOException {
        return as(List.class, name, object.get(name));
    }

    private static String text(Map<?, ?> object, String name) throws IOException {
        return as(String.class, name, object.get(name));
    }

    private static long number(Map<?, ?> object, String name) throws IOException {
        return as(Long.class, name, object.get(name));
    }

    private static <T> T as(Class<T> type, String name, @Nullable Object value) throws IOException {
        if (!type.isInstance(value)) {
            throw wrong(name + " must be a " + type.getSimpleName(), name, value);
        }
        return type.cast(value);
    }

    private static IOException wrong(String rule, String name, @Nullable Object value) {
        String shown = String.valueOf(value);
        return new IOException("no thread profile: "
                + Refused.because(rule, name, shown.substring(0, Math.min(60, shown.length()))));
    }
}
