package io.tid.cli;

import io.tid.cli.target.Numbers;
import io.tid.text.Frames;
import io.tid.text.JsonWriter;
import io.tid.text.SafeText;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;

/** Values as people and programs read them; text that others chose is made harmless by {@link SafeText}. */
final class Display {

    static final String UNKNOWN = "unknown";

    private static final long KIB = 1 << 10;

    private Display() {}

    /** What an exception tells, or at least its name. */
    static String reason(Throwable e) {
        String message = e.getMessage();
        return SafeText.of(message == null ? e.toString() : message);
    }

    /** {@code io.tid.Game.run}. */
    static String function(StackTraceElement frame) {
        return SafeText.of(frame.getClassName() + '.' + frame.getMethodName());
    }

    /** {@code io.tid.Game.run(Game.java:12)}. */
    static String frame(StackTraceElement frame) {
        return Frames.append(new StringBuilder(), frame).toString();
    }

    /** {@code 100,010}. */
    static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** {@code 100,010}, or that it is unknown. */
    static String number(OptionalLong number) {
        return number.isPresent() ? number(number.getAsLong()) : UNKNOWN;
    }

    /** {@code 100010}, or that it is unknown. */
    static String plain(OptionalLong number) {
        return number.isPresent() ? Long.toString(number.getAsLong()) : UNKNOWN;
    }

    /** Writes members of a JSON object: the numbers that are known, and why some are not. */
    static void members(JsonWriter out, Numbers numbers) throws IOException {
        for (Map.Entry<String, OptionalLong> number : numbers.values().entrySet()) {
            if (number.getValue().isPresent()) {
                out.member(number.getKey(), number.getValue().getAsLong());
            }
        }
        if (!numbers.missing().isEmpty()) {
            out.name("missing").beginArray();
            for (String why : numbers.missing()) {
                out.value(why);
            }
            out.endArray();
        }
    }

    /** {@code 45s}, {@code 3m20s}, {@code 5h03m}, {@code 12d04h}: never longer than six characters for years. */
    static String duration(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        if (seconds < 60) {
            return seconds + "s";
        }
        if (seconds < 3_600) {
            return "%dm%02ds".formatted(seconds / 60, seconds % 60);
        }
        if (seconds < 86_400) {
            return "%dh%02dm".formatted(seconds / 3_600, seconds / 60 % 60);
        }
        return "%dd%02dh".formatted(seconds / 86_400, seconds / 3_600 % 24);
    }

    /** {@code 512 B}, {@code 1.5 GiB}. */
    static String bytes(long bytes) {
        double value = bytes;
        String[] units = {"B", "KiB", "MiB", "GiB", "TiB"};
        int unit = 0;
        while (value >= KIB && unit < units.length - 1) {
            value /= KIB;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", value, units[unit]);
    }

    /** At most so many characters; what is cut is a name's beginning, which tells less than its end. */
    static String end(String text, int width) {
        return text.length() <= width ? text : "…" + text.substring(text.length() - Math.max(0, width - 1));
    }
}
