package io.tid.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The built command in a JVM of its own, of the kind that runs the tests. */
final class Cli {

    static final Path BUILT = Path.of(System.getProperty("cli.dir"));

    private Cli() {}

    static Run tid(Object... args) throws Exception {
        return tid(BUILT, Path.of(System.getProperty("java.io.tmpdir")), args);
    }

    /** The command that is installed in a folder, with a folder for temporary files. */
    static Run tid(Path installed, Path temporary, Object... args) throws Exception {
        return run(command(installed, temporary, args));
    }

    static Run run(List<String> command) throws Exception {
        Path out = Files.createTempFile("cli", ".out");
        Path err = Files.createTempFile("cli", ".err");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectInput(new java.io.File("/dev/null"))
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            if (!process.waitFor(120, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("must end: " + command + read(out) + read(err));
            }
            return new Run(process.exitValue(), read(out), read(err));
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    static List<String> command(Path installed, Path temporary, Object... args) {
        List<String> command = new ArrayList<>();
        command.add(java());
        command.add("-XX:TieredStopAtLevel=1");
        command.add("-Djava.io.tmpdir=" + temporary);
        command.add("-jar");
        command.add(installed.resolve("tid-cli.jar").toString());
        for (Object arg : args) {
            command.add(arg.toString());
        }
        return command;
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static String read(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }

    static void await(Condition condition, Text otherwise) throws Exception {
        long start = System.nanoTime();
        while (!condition.holds()) {
            if (System.nanoTime() - start > TimeUnit.SECONDS.toNanos(60)) {
                throw new AssertionError(otherwise.text());
            }
            LockSupport.parkNanos(50_000_000);
        }
    }

    interface Condition {
        boolean holds() throws Exception;
    }

    interface Text {
        String text() throws Exception;
    }
}
