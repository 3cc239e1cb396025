package io.tid.log4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The lines of {@code LogInScopes}, of {@code %X{who}|%gid|%X{gid}|%pgid|%X{parentGid}|%m%n}. The oracle: each names the
 * context, the thread and its parent that the message names.
 */
record ContextLines(List<String> all) {

    private static final Pattern RIGHT =
            Pattern.compile("(gid-\\d+\\.\\d+)\\|(gid-\\d+)\\|\\2\\|((?:gid-\\d+)?)\\|\\3\\|\\1,\\2,\\3");

    /** The same without the property: the event carries no id, and the parent is unknown. */
    private static final Pattern RIGHT_WITHOUT_IDS =
            Pattern.compile("(gid-\\d+\\.\\d+)\\|(gid-\\d+)\\|\\|\\|\\|\\1,\\2,(gid-\\d+)?");

    static ContextLines of(Path directory, String name) throws IOException {
        return new ContextLines(Files.readAllLines(directory.resolve(name + ".log")));
    }

    void shouldBeRight(boolean ids, int expected) {
        Pattern right = ids ? RIGHT : RIGHT_WITHOUT_IDS;
        assertThat(all).hasSize(expected).doesNotHaveDuplicates();
        assertThat(all).allMatch(line -> right.matcher(line).matches());
        assertThat(all.stream().filter(line -> !line.endsWith(",")))
                .as("lines of children")
                .hasSizeGreaterThan(9);
    }
}
