package io.tid.example;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The demo's jar and what it needs, run as {@code ./demo} runs them. */
final class PackagedDemo {

    static final Path JAR = Path.of("target", "tid-examples.jar");
    static final Path LIB = Path.of("target", "lib");

    private static final int PATIENCE_SECONDS = 120;

    private PackagedDemo() {}

    /** Starts the demo, its two outputs as one, and ends it by force if it does not end by itself. */
    static Process start(String... arguments) throws IOException {
        return start(List.of(), "io.tid.example.GameRoom", arguments);
    }

    /** Starts a program of the tests in the demo's place, under the demo's configuration. */
    static Process startInstead(String main) throws IOException {
        return start(List.of("-Dlog4j2.configurationFile=classpath:log4j2.xml"), main);
    }

    private static Process start(List<String> options, String main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        if (Runtime.version().feature() >= 23) {
            command.add("--sun-misc-unsafe-memory-access=allow"); // as ./demo does
        }
        command.addAll(List.of(
                "--add-exports=java.base/jdk.internal.vm=ALL-UNNAMED",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "-Dtid.lineage=creator"));
        command.addAll(options);
        command.add("-cp");
        // The tests' own log4j2-test.xml would come before the demo's log4j2.xml: so no tests where none are needed.
        String tests = options.isEmpty() ? "" : File.pathSeparator + Path.of("target", "test-classes");
        command.add(JAR + File.pathSeparator + LIB.resolve("*") + tests);
        command.add(main);
        command.addAll(List.of(arguments));
        return bounded(new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    static Process bounded(Process process) {
        CompletableFuture.delayedExecutor(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .execute(() -> process.toHandle().destroyForcibly());
        return process;
    }
}
