package io.tid.profile;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a request. What is misspelt is refused rather than ignored: a filter that silently does nothing
 * makes a profile lie.
 */
final class Query {

    static final int LONGEST_SECONDS = 300;

    private static final Set<String> NAMES =
            new TreeSet<>(Set.of("debug", "seconds", "gc", "gid", "kind", "name", "state", "function", "label", "by"));

    private final Map<String, String> parameters = new TreeMap<>();

    Query(@Nullable String raw) {
        if (raw == null || raw.isEmpty()) {
            return;
        }
        for (String part : raw.split("&", -1)) {
            int equals = part.indexOf('=');
            String name = decoded(equals < 0 ? part : part.substring(0, equals));
            if (!NAMES.contains(name)) {
                throw Refused.badValue("parameter must be one of " + NAMES, "parameter", name);
            }
            if (parameters.put(name, equals < 0 ? "" : decoded(part.substring(equals + 1))) != null) {
                throw Refused.badValue("parameter must be given once", "parameter", name);
            }
        }
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw Refused.badValue("query must be percent-encoded UTF-8", "query", text);
        }
    }

    /** 0 for the file format, 1 for groups, 2 for single threads. */
    int debug() {
        String value = parameters.getOrDefault("debug", "0");
        return switch (value) {
            case "0" -> 0;
            case "1" -> 1;
            case "2" -> 2;
            default -> throw Refused.badValue("debug must be 0, 1 or 2", "debug", value);
        };
    }

    /** How long to wait between the two profiles of a difference; 0 where one profile is asked for. */
    int seconds() {
        String value = parameters.get("seconds");
        if (value == null) {
            return 0;
        }
        int seconds;
        try {
            seconds = Integer.parseInt(value);
        } catch (NumberFormatException e) {
            seconds = 0;
        }
        if (seconds < 1 || seconds > LONGEST_SECONDS) {
            throw Refused.badValue("seconds must be from 1 to " + LONGEST_SECONDS, "seconds", value);
        }
        if (debug() != 0) {
            throw Refused.badValue("seconds must be without debug", "debug", parameters.getOrDefault("debug", ""));
        }
        return seconds;
    }

    /** By the keys that were asked for, or by default. */
    Grouping grouping() {
        String keys = parameters.get("by");
        if (keys == null) {
            return Grouping.DEFAULT;
        }
        return keys.isEmpty() ? Grouping.by() : Grouping.by(keys.split(",", -1));
    }

    ThreadFilter filter() {
        String keys = parameters.get("by");
        if (keys != null && debug() == 2) {
            throw Refused.badValue("by must be without debug=2, which has no groups", "by", keys);
        }
        return ThreadFilter.of(parameters);
    }
}
