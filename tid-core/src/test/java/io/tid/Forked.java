package io.tid;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A JVM of its own, of the same JDK as this one, for what is read once when a class loads. */
public final class Forked {

    private static final long TIMEOUT_S = 120;

    /** What the JVM said and how it ended. */
    public record Ended(int exit, String out, String err) {

        /** The standard output of a JVM that ended well and had no complaint. */
        public List<String> lines() {
            assertThat(err).isEmpty();
            assertThat(exit).isZero();
            return out.lines().toList();
        }
    }

    private Forked() {}

    public static Ended java(List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(arguments);
        Path out = Files.createTempFile("tid", ".out");
        Path err = Files.createTempFile("tid", ".err");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            boolean ended = process.waitFor(TIMEOUT_S, TimeUnit.SECONDS);
            process.destroyForcibly();
            assertThat(ended).as("ended in time: %s", command).isTrue();
            return new Ended(process.exitValue(), read(out), read(err));
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    private static String read(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8);
    }
}
