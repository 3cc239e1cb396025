package io.tid.leak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a JVM of the tests' JDK has of its own is no leak. */
@Timeout(300)
class BareJvmTest {

    private static final List<String> RECORDING =
            List.of("-XX:StartFlightRecording:filename=target/bare.jfr", "-Xlog:jfr*=off");

    @Test
    void shouldFindNothingInAJvmThatDoesNothing() throws Exception {
        assertThat(Fork.java(Fork.GRANTED, BareJvm.class).output()).isEqualTo("clean\n");
        assertThat(Fork.java(List.of(), BareJvm.class).output()).isEqualTo("clean\n");
    }

    @Test
    void shouldFindNothingWhenTheJvmHasStartedItsHelpers() throws Exception {
        assertThat(Fork.java(Fork.GRANTED, BareJvm.class, "wake").output()).isEqualTo("clean\n");
        assertThat(Fork.java(List.of(), BareJvm.class, "wake").output()).isEqualTo("clean\n");
    }

    @Test
    void shouldFindNothingWhileFlightRecorderRuns() throws Exception {
        assertThat(Fork.java(RECORDING, BareJvm.class, "wake").output()).endsWith("clean\n");
    }

    @Test
    void shouldFindWhatTheApplicationLeftEvenInTheCommonPool() throws Exception {
        String all = Fork.java(Fork.GRANTED, BareJvm.class, "wake", "leave").output();

        assertThat(all)
                .contains("3 threads were left behind", ", virtual]", "\"ForkJoinPool.commonPool-worker-")
                .contains(": a sleep that nobody ends")
                .doesNotContain("not seen:");
    }

    @Test
    void shouldCheckPlatformThreadsAndNameTheArgumentWhenItIsMissing() throws Exception {
        String some = Fork.java(List.of(), BareJvm.class, "wake", "leave").output();

        assertThat(some)
                .contains("2 threads were left behind")
                .contains("\nnot seen: platform threads only: to see virtual threads, start the JVM with"
                        + " --add-exports java.base/jdk.internal.vm=ALL-UNNAMED")
                .doesNotContain(", virtual]");
    }

    @Test
    void shouldFindNothingWhileASignalIsHandled() throws Exception {
        assertThat(Fork.java(Fork.GRANTED, Signalled.class).output()).isEqualTo("SIGWINCH handler\nclean\n");
    }

    @Test
    void shouldLeaveOutByCreatorAndNameItInTheReport() throws Exception {
        List<String> flags = Stream.concat(Fork.GRANTED.stream(), Stream.of("-Dtid.lineage=creator"))
                .toList();

        assertThat(Fork.java(flags, Creators.class).output())
                .startsWith("1 thread was left behind")
                .containsPattern(
                        "\n  started by gid-\\d+ at io\\.tid\\.leak\\.Creators\\.rooms\\(Creators\\.java:\\d+\\)\n")
                .endsWith("\nleft out nothing: ignoreCreatedBy(\"io.tid.leak.Creators.main\")\n");
    }
}
