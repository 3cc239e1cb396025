package io.tid;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LineageTest {

    private static Map<String, String> seen(String... flags) throws Exception {
        Map<String, String> seen = new LinkedHashMap<>();
        for (String line : fork(flags).lines()) {
            int equals = line.indexOf('=');
            seen.put(line.substring(0, equals), line.substring(equals + 1));
        }
        return seen;
    }

    private static Forked.Ended fork(String... flags) throws Exception {
        List<String> arguments = new java.util.ArrayList<>(List.of(flags));
        arguments.addAll(List.of("-cp", System.getProperty("java.class.path"), LineageProgram.class.getName()));
        return Forked.java(arguments);
    }

    @Test
    void shouldKnowNoParentWhenOffAndNothingIsBound() throws Exception {
        assertThat(seen())
                .containsEntry("before", "unknown")
                .containsEntry("virtual", "unknown")
                .containsEntry("platform", "unknown")
                .containsEntry("executor", "unknown")
                .containsEntry("grandchild", "unknown")
                .containsEntry("afterUnbinding", "unknown")
                .containsEntry("inContext", "main, no frame");
    }

    @Test
    void shouldKnowEveryParentWhoseLineUsedTheClassWhenOn() throws Exception {
        assertThat(seen("-Dtid.lineage=on"))
                .containsEntry("before", "unknown")
                .containsEntry("virtual", "main, no frame")
                .containsEntry("platform", "main, no frame")
                .containsEntry("executor", "main, no frame")
                .containsEntry("grandchild", "parent, no frame")
                .containsEntry("afterLooking", "parent, no frame")
                .containsEntry("afterUnbinding", "main, no frame")
                .containsEntry("notInherited", "unknown")
                .containsEntry("ofNotInherited", "parent, no frame")
                .containsEntry("contextOfVirtual", "{}")
                .containsEntry("inContext", "main, no frame");
    }

    @Test
    void shouldAlsoKnowTheLineOfCodeWhenCreator() throws Exception {
        Map<String, String> seen = seen("-Dtid.lineage=creator");

        assertThat(seen)
                .containsEntry(
                        "virtual", "main, io.tid.LineageProgram.onVirtual LineageProgram.java:" + seen.get("@virtual"))
                .containsEntry(
                        "platform",
                        "main, io.tid.LineageProgram.onPlatform LineageProgram.java:" + seen.get("@platform"))
                .containsEntry(
                        "executor",
                        "main, io.tid.LineageProgram.onExecutor LineageProgram.java:" + seen.get("@executor"))
                .containsEntry(
                        "wrappedExecutor",
                        "main, io.tid.LineageProgram.onExecutor LineageProgram.java:" + seen.get("@executor"))
                .containsEntry("sameLineShared", "true")
                .containsEntry("notInherited", "unknown")
                .containsEntry(
                        "inContext",
                        "main, io.tid.LineageProgram.onVirtual LineageProgram.java:" + seen.get("@virtual"));
    }

    @Test
    void shouldSayWhatIsAllowedAndGoOnWhenMisspelt() throws Exception {
        Forked.Ended ended = fork("-Dtid.lineage=creater\n");

        assertThat(ended.exit()).isZero();
        assertThat(ended.err())
                .isEqualToIgnoringNewLines(
                        "tid.lineage must be off, on or creator, taken as off: tid.lineage=\"creater\\u000a\"");
        assertThat(ended.out()).contains("virtual=unknown");
    }

    @Test
    void shouldBeOffWhenToldSo() throws Exception {
        assertThat(seen("-Dtid.lineage=off")).containsEntry("virtual", "unknown");
    }
}
