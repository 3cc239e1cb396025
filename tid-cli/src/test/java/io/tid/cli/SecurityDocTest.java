package io.tid.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SecurityDocTest {

    private static final Pattern INTERNAL_CLASS =
            Pattern.compile("\"((?:java\\.lang|jdk\\.internal|jdk\\.jfr\\.internal|sun)\\.[\\w.$]*\\.?[A-Z][\\w$]*)\"");
    private static final Pattern MEMBER =
            Pattern.compile("(?:find\\w+|getMethod|list)\\((?:[\\w.]+, )*\"(\\w+)\"(?:, \"(\\w+)\")?");

    @Test
    void shouldListEachOfTheJvmsInternalsThatTheCommandTouches() throws Exception {
        String listed = Files.readString(Path.of("../SECURITY.md"));
        Set<String> touched = new TreeSet<>();
        try (Stream<Path> sources = Files.list(Path.of("src/main/java/io/tid/cli/target"))) {
            for (Path source : sources.toList()) {
                String text = Files.readString(source);
                INTERNAL_CLASS.matcher(text).results().forEach(found -> touched.add(found.group(1)));
            }
        }

        assertThat(touched)
                .contains("java.lang.VirtualThread", "sun.nio.ch.Poller", "jdk.jfr.internal.Repository")
                .allSatisfy(name -> assertThat(listed).contains("`" + name + "`"));
    }

    @Test
    void shouldListEachMemberThatItLooksUp() throws Exception {
        String listed = Files.readString(Path.of("../SECURITY.md"));
        Set<String> members = new TreeSet<>();
        try (Stream<Path> sources = Files.list(Path.of("src/main/java/io/tid/cli/target"))) {
            for (Path source : sources.toList()) {
                MEMBER.matcher(Files.readString(source)).results().forEach(found -> {
                    members.add(found.group(1));
                    members.add(found.group(2) == null ? found.group(1) : found.group(2));
                });
            }
        }
        members.removeAll(Set.of("asList", "getFlightRecorder")); // public API

        assertThat(members)
                .contains("DEFAULT_SCHEDULER", "cont", "target", "map", "READ_POLLERS", "newSystemThread")
                .allSatisfy(name -> assertThat(listed).containsPattern("`" + name + "(\\(\\))?`"));
    }
}
