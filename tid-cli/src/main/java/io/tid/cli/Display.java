package io.tid.cli;

import io.tid.cli.target.Numbers;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** Values as people and programs read them. Text that others chose is made harmless for terminals and JSON. */
final class Display {

    static final String UNKNOWN = "unknown";

    private static final long KIB = 1 << 10;

    private Display() {}

    /** What is invisible, moves the cursor or turns the direction of text is written as its number. */
    static String text(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (isHarmless(c)) {
                out.appendCodePoint(c);
            } else if (c < Character.MIN_SUPPLEMENTARY_CODE_POINT) {
                out.append("\\u%04x".formatted(c));
            } else {
                out.append(
                        "\\u%04x\\u%04x".formatted((int) Character.highSurrogate(c), (int) Character.lowSurrogate(c)));
            }
        });
        return out.toString();
    }

    /** What an exception tells, or at least its name. */
    static String reason(Throwable e) {
        String message = e.getMessage();
        return text(message == null ? e.toString() : message);
    }

    private static boolean isHarmless(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }

    /** A JSON string. */
    static String quoted(String text) {
        return '"' + text(text.replace("\\", "\\\\").replace("\"", "\\\"")) + '"';
    }

    /** {@code io.tid.Game.run}. */
    static String function(StackTraceElement frame) {
        return text(frame.getClassName() + '.' + frame.getMethodName());
    }

    /** {@code io.tid.Game.run(Game.java:12)}. */
    static String frame(StackTraceElement frame) {
        String file = frame.isNativeMethod()
                ? "Native Method"
                : frame.getFileName() == null ? "Unknown Source" : text(frame.getFileName());
        return function(frame) + '(' + file + (frame.getLineNumber() >= 0 ? ":" + frame.getLineNumber() : "") + ')';
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

    /** Members of a JSON object, after others: those that are known, and why some are not. */
    static String members(Numbers numbers) {
        StringBuilder out = new StringBuilder();
        numbers.values()
                .forEach(
                        (name, value) -> out.append(value.isPresent() ? ",\"" + name + "\":" + value.getAsLong() : ""));
        if (!numbers.missing().isEmpty()) {
            out.append(numbers.missing().stream()
                    .map(Display::quoted)
                    .collect(Collectors.joining(",", ",\"missing\":[", "]")));
        }
        return out.toString();
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
