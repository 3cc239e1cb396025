package io.tid.profile;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a JVM sees of 300 parked virtual threads, by how it was started. */
class AccessTest {

    @Test
    void shouldSeeVirtualThreadsWhenThePackageIsExported() throws Exception {
        assertThat(Fork.java("--add-exports", "java.base/jdk.internal.vm=ALL-UNNAMED"))
                .contains("visibility: all threads", "virtual: 300", "parked: 300")
                .doesNotContain("# platform threads only");
    }

    @Test
    void shouldSayWhatIsMissingInTheFirstLineWhenNothingIsGranted() throws Exception {
        String hint = "platform threads only: to see virtual threads, start the JVM with"
                + " --add-exports java.base/jdk.internal.vm=ALL-UNNAMED or -javaagent:tid-profile.jar";

        assertThat(Fork.java())
                .contains("visibility: " + hint, "virtual: -1", "parked: 0")
                .contains("debug=1: # " + hint, "debug=2: # " + hint);
    }

    @Test
    void shouldSayThatSomeAreHiddenWhenTheJvmDoesNotTrackThem() throws Exception {
        assertThat(Fork.java("--add-exports", "java.base/jdk.internal.vm=ALL-UNNAMED", "-Djdk.trackAllThreads=false"))
                .contains("debug=1: # some virtual threads only: to see those started without an executor,"
                        + " start the JVM without -Djdk.trackAllThreads=false");
    }
}
