package io.tid.cli;

import io.tid.text.SafeText;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a time: {@code 500ms}, {@code 10s} or {@code 2m}, from 100 ms to a day. */
final class Time implements ITypeConverter<Duration> {

    private static final Pattern FORM = Pattern.compile("(\\d{1,8})(ms|s|m)");
    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofDays(1);

    @Override
    public Duration convert(String text) {
        Matcher matcher = FORM.matcher(text);
        if (matcher.matches()) {
            long amount = Long.parseLong(matcher.group(1));
            Duration time = switch (matcher.group(2)) {
                case "ms" -> Duration.ofMillis(amount);
                case "s" -> Duration.ofSeconds(amount);
                default -> Duration.ofMinutes(amount);
            };
            if (time.compareTo(SHORTEST) >= 0 && time.compareTo(LONGEST) <= 0) {
                return time;
            }
        }
        throw new TypeConversionException(
                "must be a time like 500ms, 10s or 2m, from 100ms to 1440m: " + SafeText.cut(text));
    }
}
