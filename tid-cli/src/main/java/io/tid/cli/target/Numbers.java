package io.tid.cli.target;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Named numbers, in the order in which they were given, some of them unknown, and why something is missing. As text: a
 * line {@code name=value} each, with {@code ?} for what is unknown, and {@code # why}. Not thread-safe.
 */
public final class Numbers {

    private final Map<String, OptionalLong> values = new LinkedHashMap<>();
    private final List<String> missing = new ArrayList<>();

    /** None so far. */
    public Numbers() {}

    public Numbers put(String name, long value) {
        return put(name, OptionalLong.of(value));
    }

    public Numbers put(String name, OptionalLong value) {
        values.put(name, value);
        return this;
    }

    /** What cannot be seen, and why, in one line. */
    public Numbers miss(String why) {
        missing.add(why.replaceAll("\\R", " "));
        return this;
    }

    /** By name; empty is unknown. */
    public Map<String, OptionalLong> values() {
        return values;
    }

    /** Empty where it is unknown or was not given. */
    public OptionalLong get(String name) {
        return values.getOrDefault(name, OptionalLong.empty());
    }

    public List<String> missing() {
        return missing;
    }

    void write(Writer out) throws IOException {
        for (Map.Entry<String, OptionalLong> value : values.entrySet()) {
            String text = value.getValue().isPresent()
                    ? Long.toString(value.getValue().getAsLong())
                    : "?";
            out.append(value.getKey()).append('=').append(text).append('\n');
        }
        for (String why : missing) {
            out.append("# ").append(why).append('\n');
        }
    }

    public static Numbers read(BufferedReader in) throws IOException {
        Numbers numbers = new Numbers();
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            int equals = line.indexOf('=');
            if (line.startsWith("# ")) {
                numbers.miss(line.substring(2));
            } else if (line.endsWith("=?")) {
                numbers.put(line.substring(0, equals), OptionalLong.empty());
            } else {
                numbers.put(line.substring(0, equals), Long.parseLong(line.substring(equals + 1)));
            }
        }
        return numbers;
    }
}
