package io.tid.cli;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

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
        List<String> command = new ArrayList<>(List.of(flags));
        command.addAll(List.of("-cp", tests() + File.pathSeparator + library()));
        return startMain(command);
    }

    /** The same with the library as modules, which the loaders of the JVM find for one another. */
    static App startWithModules() throws IOException {
        return startMain(List.of("-p", library(), "--add-modules", "io.tid.core,io.tid.profile", "-cp", tests()));
    }

    /** The same, started by another program, whose last argument is a script. */
    static App startBy(List<String> program, String script) throws IOException {
        List<String> command = new ArrayList<>(program);
        command.add(script
                + String.join(" ", List.of(Cli.java(), "-Xmx128m", "-cp", tests() + File.pathSeparator + library()))
                + " " + AppMain.class.getName());
        return ready(command);
    }

    private static App startMain(List<String> flags) throws IOException {
        List<String> command = new ArrayList<>(List.of(Cli.java(), "-Xmx128m"));
        command.addAll(flags);
        command.add(AppMain.class.getName());
        return ready(command);
    }

    private static App ready(List<String> command) throws IOException {
        App app = new App(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start());
        if (!"ready".equals(app.lines.readLine())) {
            app.close();
            throw new AssertionError("must be ready: " + command);
        }
        return app;
    }

    private static String tests() {
        return entries("test-classes");
    }

    /** A copy of the library, beside which the command's has to live. */
    private static String library() {
        return entries("tid-core|tid-profile");
    }

    private static String entries(String pattern) {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(Pattern.compile(pattern).asPredicate())
                .collect(Collectors.joining(File.pathSeparator));
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

    /** Of the JVM, where another program has started it. */
    long jvm() {
        return process.descendants()
                .filter(child -> child.info().command().orElse("").endsWith("/java"))
                .mapToLong(ProcessHandle::pid)
                .findFirst()
                .orElseThrow();
    }

    int exitCode() throws InterruptedException {
        return process.waitFor();
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
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        try {
            process.waitFor(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
