package io.tid.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a JVM sees of 300 parked virtual threads, by how it was started. */
class AccessTest {

    private static final String NO_CONTEXTS =
            "no contexts: to see them, start the JVM with --add-opens java.base/java.lang=ALL-UNNAMED";

    @Test
    void shouldSeeThreadsAndContextsWhenBothPackagesAreGranted() throws Exception {
        assertThat(Fork.java(
                        "--add-exports",
                        "java.base/jdk.internal.vm=ALL-UNNAMED",
                        "--add-opens",
                        "java.base/java.lang=ALL-UNNAMED"))
                .contains("visibility: all threads", "virtual: 300", "parked: 300", "labels: {user=Ann}")
                .anyMatch(line -> line.startsWith("debug=1: thread profile: total "))
                .contains("creator: null");
    }

    @ParameterizedTest
    @CsvSource({"on, null", "creator, io.tid.profile.Parked.start(Parked.java"})
    void shouldTellParentAndCreatorWhenLineageIsOn(String lineage, String creator) throws Exception {
        List<String> output = Fork.java(
                "--add-exports",
                "java.base/jdk.internal.vm=ALL-UNNAMED",
                "--add-opens",
                "java.base/java.lang=ALL-UNNAMED",
                "-Dtid.lineage=" + lineage);

        assertThat(output).anyMatch(line -> line.matches("parent: [13]"));
        assertThat(output).anyMatch(line -> line.startsWith("creator: " + creator));
    }

    @Test
    void shouldSayThatContextsAreHiddenWhenOnlyThreadsAreGranted() throws Exception {
        assertThat(Fork.java("--add-exports", "java.base/jdk.internal.vm=ALL-UNNAMED"))
                .contains("visibility: " + NO_CONTEXTS, "virtual: 300", "parked: 300", "labels: {}")
                .contains("debug=1: # " + NO_CONTEXTS, "debug=2: # " + NO_CONTEXTS);
    }

    @Test
    void shouldSayWhatIsMissingInTheFirstLineWhenNothingIsGranted() throws Exception {
        String hint = "platform threads only: to see virtual threads, start the JVM with"
                + " --add-exports java.base/jdk.internal.vm=ALL-UNNAMED or -javaagent:tid-profile.jar; " + NO_CONTEXTS;

        assertThat(Fork.java())
                .contains("visibility: " + hint, "virtual: -1", "parked: 0")
                .contains("debug=1: # " + hint, "debug=2: # " + hint);
    }

    @Test
    void shouldSayThatSomeAreHiddenWhenTheJvmDoesNotTrackThem() throws Exception {
        assertThat(Fork.java("--add-exports", "java.base/jdk.internal.vm=ALL-UNNAMED", "-Djdk.trackAllThreads=false"))
                .contains("debug=1: # some virtual threads only: to see those started without an executor,"
                        + " start the JVM without -Djdk.trackAllThreads=false; " + NO_CONTEXTS);
    }
}
