package io.tid.log4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The lines that an appender wrote, of {@code %gid|%gid{}|${gid:}|%m%n}, where the message says who logged it. The
 * oracle: every way of printing the id names the thread that the message names, and each message is there once.
 */
record Lines(List<String> all) {

    private static final Pattern LINE = Pattern.compile("gid-(\\d+)\\|(\\d+)\\|gid-(\\d+)\\|who=(\\d+) n=\\d+");

    /** All lines of the files {@code name.log} and {@code name-*.log}. */
    static Lines of(Path directory, String name) throws IOException {
        List<String> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                if (file.getFileName().toString().matches(Pattern.quote(name) + "(-.*)?\\.log")) {
                    all.addAll(Files.readAllLines(file));
                }
            }
        }
        return new Lines(all);
    }

    /** The same of a JSON file, whose fields are {@code gid}, {@code id} and {@code message}. */
    static Lines ofJson(Path directory, String name) throws IOException {
        String fields = "\\{\"gid\":\"(.*)\",\"id\":(\\d+),\"message\":\"(.*)\"}";
        return new Lines(of(directory, name).all().stream()
                .map(line -> line.replaceFirst(fields, "$1|$2|$1|$3"))
                .toList());
    }

    /** Those whose ids are not all that of the message, or that cannot be read. */
    List<String> wrong() {
        return all.stream().filter(line -> !right(line)).toList();
    }

    private static boolean right(String line) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            return false;
        }
        String who = matcher.group(4);
        return who.equals(matcher.group(1)) && who.equals(matcher.group(2)) && who.equals(matcher.group(3));
    }

    Lines shouldBeRight() {
        assertThat(wrong()).as("lines that name another thread").isEmpty();
        return this;
    }

    Lines shouldHoldNoneTwice() {
        Set<String> seen = new HashSet<>();
        assertThat(all.stream().filter(line -> !seen.add(line)))
                .as("lines that were logged once")
                .isEmpty();
        return this;
    }

    /** For rings that fill: Log4j may drop an event of a thread that is preempted at the wrong moment. */
    Lines shouldHoldNearlyEach(int expected) {
        shouldHoldNoneTwice();
        assertThat(all).hasSizeBetween(expected - expected / 100, expected);
        return this;
    }

    Lines shouldHoldEach(int expected) {
        shouldHoldNoneTwice();
        assertThat(all).hasSize(expected);
        return this;
    }
}
