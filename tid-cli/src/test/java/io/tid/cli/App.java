package io.tid.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** A running application to look into, in a JVM of its own. */
final class App implements AutoCloseable {

    private final Process process;
    private final BufferedReader lines;

    private App(Process process) {
        this.process = process;
        this.lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** {@link AppMain} with flags, on the JDK of the tests. */
    static App start(String... flags) throws IOException {
        List<String> command = new ArrayList<>(List.of(Cli.java(), "-Xmx128m"));
        command.addAll(List.of(flags));
        command.add("-cp");
        // its own copy of the library, beside which the command's has to live
        command.add(System.getProperty("java.class.path"));
        command.add(AppMain.class.getName());
        App app = new App(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start());
        if (!"ready".equals(app.lines.readLine())) {
            app.close();
            throw new AssertionError("must be ready: " + command);
        }
        return app;
    }

    /** Whatever runs until it is killed. */
    static App run(String... command) throws IOException {
        return new App(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start());
    }

    long pid() {
        return process.pid();
    }

    String readLine() throws IOException {
        return Objects.requireNonNull(lines.readLine(), "the application has ended");
    }

    /** Sends a line and gives the answer. */
    String ask(String question) throws IOException {
        process.getOutputStream().write((question + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
        return readLine();
    }

    /** What {@code jcmd} of the tests' JDK says. */
    String jcmd(String... args) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString());
        command.add(Long.toString(pid()));
        command.addAll(List.of(args));
        Process jcmd = new ProcessBuilder(command).redirectErrorStream(true).start();
        String out = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        jcmd.waitFor();
        return out;
    }

    @Override
    public void close() {
        kill();
    }

    void kill() {
        process.destroyForcibly();
        try {
            process.waitFor(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
