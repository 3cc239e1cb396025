package io.tid.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Profiles of threads that do not hold still, in JVMs of their own. For a long run: {@code -Dchurn.seconds=60}. */
class ChurnIT {

    @ParameterizedTest
    @ValueSource(strings = {"G1", "Z", "Parallel"})
    void shouldShowEveryThreadUnderItsOwnStackWhenTheyMountAndUnmount(String collector) throws Exception {
        List<String> output = Fork.java(
                ChurnProgram.class,
                "-XX:+Use" + collector + "GC",
                "-Dchurn.seconds=" + Long.getLong("churn.seconds", 2),
                "--add-exports",
                "java.base/jdk.internal.vm=ALL-UNNAMED",
                "--add-opens",
                "java.base/java.lang=ALL-UNNAMED");

        System.out.println(collector + ", JDK " + System.getProperty("java.vm.version") + ": " + output.get(0));
        assertThat(output).singleElement().asString().contains("wrong 0,", "missed 0, too many 0;");
    }

    /** They have been started and have not run: there is no stack to be had, however often one asks. */
    @Test
    void shouldShowThreadsWithoutAStackWhenNoCarrierIsFreeForThem() throws Exception {
        assertThat(Fork.java(
                        UnstartedProgram.class,
                        "-Djdk.virtualThreadScheduler.parallelism=1",
                        "-Djdk.virtualThreadScheduler.maxPoolSize=1",
                        "--add-exports",
                        "java.base/jdk.internal.vm=ALL-UNNAMED"))
                .containsExactly("without a stack: 100 RUNNABLE", "later: 0");
    }
}
