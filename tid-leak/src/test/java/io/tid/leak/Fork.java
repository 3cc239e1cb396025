package io.tid.leak;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A JVM of the kind that runs the tests, with flags of its own. */
public final class Fork {

    /** What a user gives. */
    public static final List<String> GRANTED = List.of(
            "--add-exports", "java.base/jdk.internal.vm=ALL-UNNAMED", "--add-opens", "java.base/java.lang=ALL-UNNAMED");

    private Fork() {}

    /** How it ended, and what it said on both streams. */
    public record Ended(int exit, String output) {}

    public static Ended java(List<String> flags, String classPath, Class<?> main, String... arguments)
            throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx256m");
        command.add("-XX:TieredStopAtLevel=1");
        command.addAll(flags);
        command.addAll(List.of("-cp", classPath, main.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(120, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("must end: " + command + "\n" + output);
        }
        return new Ended(process.exitValue(), output);
    }

    public static Ended java(List<String> flags, Class<?> main, String... arguments) throws Exception {
        return java(flags, System.getProperty("java.class.path"), main, arguments);
    }
}
