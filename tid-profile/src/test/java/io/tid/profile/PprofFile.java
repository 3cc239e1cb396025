package io.tid.profile;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/**
 * A file of ours, read by the rules of profile.proto and of protobuf's encoding alone. It is strict: an index that points
 * nowhere, a reference that is missing or a kind of field that the format has not there is an error.
 */
final class PprofFile {

    /** A sample: its frames, the innermost first, such as {@code io.tid.Game.f (io/tid/Game.java:12)}. */
    record Sample(List<String> functions, List<String> lines, long count, Map<String, String> labels) {}

    final List<Sample> samples = new ArrayList<>();
    final String type;
    final long timeNs;
    final long durationNs;
    final long period;

    private final List<String> strings = new ArrayList<>();

    private PprofFile(byte[] bytes) {
        Map<Integer, List<Object>> profile = fields(bytes);
        all(profile, 6).forEach(text -> strings.add(new String((byte[]) text, StandardCharsets.UTF_8)));
        check(!strings.isEmpty() && strings.get(0).isEmpty(), "the first string must be empty");
        Map<Integer, List<Object>> valueType = fields((byte[]) only(profile, 1));
        type = string(valueType, 1) + "/" + string(valueType, 2);
        timeNs = number(profile, 9);
        durationNs = number(profile, 10);
        period = number(profile, 12);
        Map<Long, Map<Integer, List<Object>>> mappings = byId(profile, 3);
        Map<Long, Map<Integer, List<Object>>> locations = byId(profile, 4);
        Map<Long, Map<Integer, List<Object>>> functions = byId(profile, 5);
        for (Object message : all(profile, 2)) {
            samples.add(sample(fields((byte[]) message), locations, functions, mappings));
        }
    }

    static PprofFile of(ThreadProfile profile) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        profile.writePprof(out);
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(out.toByteArray()))) {
            return new PprofFile(gzip.readAllBytes());
        }
    }

    /** As {@code -top} counts: each sample once for a function, however often that is on its stack. */
    long cumulative(String function) {
        return samples.stream()
                .filter(sample -> sample.functions.contains(function))
                .mapToLong(Sample::count)
                .sum();
    }

    long total() {
        return samples.stream().mapToLong(Sample::count).sum();
    }

    /** As {@code -tags} adds up. */
    Map<String, Long> tags(String key) {
        Map<String, Long> counts = new TreeMap<>();
        for (Sample sample : samples) {
            String value = sample.labels.get(key);
            if (value != null) {
                counts.merge(value, sample.count, Long::sum);
            }
        }
        return counts;
    }

    /** As {@code -base} subtracts: samples of the same frames and labels. What is zero then is left out. */
    Map<Sample, Long> minus(PprofFile base) {
        Map<Sample, Long> difference = new LinkedHashMap<>();
        samples.forEach(sample -> difference.merge(withoutCount(sample), sample.count, Long::sum));
        base.samples.forEach(sample -> difference.merge(withoutCount(sample), -sample.count, Long::sum));
        difference.values().removeIf(count -> count == 0);
        return difference;
    }

    private static Sample withoutCount(Sample sample) {
        return new Sample(sample.functions, sample.lines, 0, sample.labels);
    }

    private Sample sample(
            Map<Integer, List<Object>> sample,
            Map<Long, Map<Integer, List<Object>>> locations,
            Map<Long, Map<Integer, List<Object>>> functions,
            Map<Long, Map<Integer, List<Object>>> mappings) {
        List<String> names = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        for (Object id : numbers(sample, 1)) {
            Map<Integer, List<Object>> location = found(locations, (long) id, "location");
            found(mappings, number(location, 2), "mapping");
            Map<Integer, List<Object>> line = fields((byte[]) only(location, 4));
            Map<Integer, List<Object>> function = found(functions, number(line, 1), "function");
            check(string(function, 2).equals(string(function, 3)), "the two names must be the same");
            names.add(string(function, 2));
            lines.add(string(function, 2) + " (" + string(function, 4) + ":" + number(line, 2) + ")");
        }
        List<Object> values = numbers(sample, 2);
        check(values.size() == 1, "one value for the one type");
        Map<String, String> labels = new TreeMap<>();
        for (Object message : all(sample, 3)) {
            Map<Integer, List<Object>> label = fields((byte[]) message);
            check(labels.put(string(label, 1), string(label, 2)) == null, "a label must not come twice");
        }
        return new Sample(names, lines, (long) values.get(0), labels);
    }

    private static Map<Integer, List<Object>> found(Map<Long, Map<Integer, List<Object>>> all, long id, String what) {
        Map<Integer, List<Object>> one = all.get(id);
        if (one == null) {
            throw new AssertionError(what + " must be there: id=" + id);
        }
        return one;
    }

    private static Map<Long, Map<Integer, List<Object>>> byId(Map<Integer, List<Object>> profile, int field) {
        Map<Long, Map<Integer, List<Object>>> byId = new HashMap<>();
        for (Object message : all(profile, field)) {
            Map<Integer, List<Object>> fields = fields((byte[]) message);
            long id = number(fields, 1);
            check(id != 0 && byId.put(id, fields) == null, "an id must be positive and its own: " + id);
        }
        return byId;
    }

    private String string(Map<Integer, List<Object>> message, int field) {
        return strings.get(Math.toIntExact(number(message, field)));
    }

    private static long number(Map<Integer, List<Object>> message, int field) {
        return message.containsKey(field) ? (long) only(message, field) : 0;
    }

    private static Object only(Map<Integer, List<Object>> message, int field) {
        check(all(message, field).size() == 1, "field must be there once: " + field);
        return all(message, field).get(0);
    }

    private static List<Object> all(Map<Integer, List<Object>> message, int field) {
        return message.getOrDefault(field, List.of());
    }

    /** Repeated numbers: each on its own, or packed into one run of bytes; protobuf allows both. */
    private static List<Object> numbers(Map<Integer, List<Object>> message, int field) {
        List<Object> numbers = new ArrayList<>();
        for (Object value : all(message, field)) {
            if (value instanceof byte[] packed) {
                ByteArrayInputStream in = new ByteArrayInputStream(packed);
                while (in.available() > 0) {
                    numbers.add(varint(in));
                }
            } else {
                numbers.add(value);
            }
        }
        return numbers;
    }

    /** The fields of a message by number: a {@code Long} for each number, {@code byte[]} for text and messages. */
    private static Map<Integer, List<Object>> fields(byte[] bytes) {
        Map<Integer, List<Object>> fields = new HashMap<>();
        ByteArrayInputStream in = new ByteArrayInputStream(bytes);
        while (in.available() > 0) {
            long key = varint(in);
            Object value;
            if ((key & 7) == 0) {
                value = varint(in);
            } else {
                check((key & 7) == 2, "a field must be a number or bytes: key=" + key);
                int length = Math.toIntExact(varint(in));
                check(length >= 0 && length <= in.available(), "a field must end within its message: " + length);
                value = bytes(in, length);
            }
            fields.computeIfAbsent((int) (key >>> 3), added -> new ArrayList<>())
                    .add(value);
        }
        return fields;
    }

    private static byte[] bytes(ByteArrayInputStream in, int length) {
        byte[] bytes = new byte[length];
        check(in.read(bytes, 0, length) == length || length == 0, "bytes must be there");
        return bytes;
    }

    private static long varint(ByteArrayInputStream in) {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int next = in.read();
            check(next >= 0, "a number must end within its message");
            value |= (long) (next & 0x7f) << shift;
            if (next < 0x80) {
                return value;
            }
        }
        throw new AssertionError("a number must have at most 10 bytes");
    }

    private static void check(boolean holds, String rule) {
        if (!holds) {
            throw new AssertionError(rule);
        }
    }
}
