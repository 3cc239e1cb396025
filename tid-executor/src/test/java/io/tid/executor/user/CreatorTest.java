package io.tid.executor.user;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The line of code that started a task's thread is the submitter's, not one of the executor's. */
@Timeout(120)
class CreatorTest {

    @Test
    void shouldNameTheSubmitterAsTheCreator() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dtid.lineage=creator",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Starts.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> lines;
        try (BufferedReader output = process.inputReader()) {
            lines = output.lines().toList();
        }

        assertThat(lines).hasSize(4).containsOnly(Starts.class.getName() + ".main");
        assertThat(process.waitFor()).isZero();
    }
}
