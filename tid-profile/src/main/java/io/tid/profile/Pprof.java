package io.tid.profile;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/**
 * A profile in the format of {@code go tool pprof}: profile.proto of github.com/google/pprof, compressed with gzip. The
 * field numbers are that file's.
 *
 * <p>Each group is a sample for each kind and state in it, told apart by the labels {@code kind} and {@code state}, so
 * that {@code -tags} adds them up. Ids are left out: two samples that differ in a label are not the same to
 * {@code -base}. There are no addresses; one mapping says that functions, files and lines are known without them.
 */
final class Pprof {

    private final ProtoMessage profile = new ProtoMessage();
    private final Map<String, Integer> strings = new LinkedHashMap<>();
    private final Map<Function, Integer> functions = new HashMap<>();
    private final Map<Location, Integer> locations = new HashMap<>();

    private record Function(int name, int file) {}

    private record Location(int function, int line) {}

    private static final String KIND = "kind";
    private static final String STATE = "state";

    private Pprof() {
        string(""); // the table has to begin with it
    }

    static void write(ThreadProfile profile, OutputStream out) throws IOException {
        GZIPOutputStream gzip = new GZIPOutputStream(out);
        new Pprof().encode(profile).bytes.writeTo(gzip);
        gzip.finish();
        gzip.flush();
    }

    private ProtoMessage encode(ThreadProfile source) {
        profile.message(1, valueType());
        for (ThreadProfile.Group group : source.groups()) {
            long[] stack = stack(group);
            group.forEachCell(
                    (state, virtual, count) -> profile.message(2, sample(group, stack, state, virtual, count)));
        }
        profile.message(
                3,
                new ProtoMessage()
                        .number(1, 1)
                        .number(5, string("jvm"))
                        .number(7, 1)
                        .number(8, 1)
                        .number(9, 1));
        Instant at = source.takenAt();
        profile.number(9, at.getEpochSecond() * 1_000_000_000 + at.getNano());
        profile.number(10, source.span().toNanos());
        profile.message(11, valueType()).number(12, 1);
        String hindrance = source.hindrance();
        if (hindrance != null) {
            profile.number(13, string(hindrance));
        }
        ProfileText.notes(source).forEach(note -> profile.number(13, string(note)));
        strings.keySet().forEach(text -> profile.string(6, text));
        return profile;
    }

    private ProtoMessage valueType() {
        return new ProtoMessage().number(1, string("threads")).number(2, string("count"));
    }

    private ProtoMessage sample(
            ThreadProfile.Group group, long[] stack, Thread.State state, boolean virtual, long count) {
        ProtoMessage sample = new ProtoMessage();
        for (long location : stack) {
            sample.number(1, location);
        }
        sample.number(2, count);
        sample.message(3, label(KIND, virtual ? "virtual" : "platform"));
        sample.message(3, label(STATE, state.name()));
        new TreeMap<>(group.labels()).forEach((key, value) -> sample.message(3, label(contextKey(key), value)));
        return sample;
    }

    /** A context may have any keys, also those of the two labels that every sample has. */
    private static String contextKey(String key) {
        return key.equals(KIND) || key.equals(STATE) ? "context." + key : key;
    }

    private ProtoMessage label(String key, String value) {
        return new ProtoMessage().number(1, string(key)).number(2, string(value));
    }

    private long[] stack(ThreadProfile.Group group) {
        if (group.stack().isEmpty()) {
            return new long[] {location(new Location(function(ThreadText.NO_STACK, ""), 0))};
        }
        return group.stack().stream().mapToLong(this::location).toArray();
    }

    private int location(StackTraceElement frame) {
        String type = frame.getClassName();
        String file = frame.getFileName();
        String folder = type.substring(0, type.lastIndexOf('.') + 1).replace('.', '/');
        int function = function(type + '.' + frame.getMethodName(), file == null ? "" : folder + file);
        return location(new Location(function, Math.max(0, frame.getLineNumber())));
    }

    private int location(Location location) {
        return locations.computeIfAbsent(location, added -> {
            int id = locations.size() + 1;
            ProtoMessage line = new ProtoMessage().number(1, added.function).number(2, added.line);
            profile.message(4, new ProtoMessage().number(1, id).number(2, 1).message(4, line));
            return id;
        });
    }

    private int function(String name, String file) {
        return functions.computeIfAbsent(new Function(string(name), string(file)), added -> {
            int id = functions.size() + 1;
            profile.message(
                    5,
                    new ProtoMessage()
                            .number(1, id)
                            .number(2, added.name)
                            .number(3, added.name)
                            .number(4, added.file));
            return id;
        });
    }

    private int string(String text) {
        String harmless = Escaped.plain(new StringBuilder(), text).toString();
        return strings.computeIfAbsent(harmless, added -> strings.size());
    }
}
