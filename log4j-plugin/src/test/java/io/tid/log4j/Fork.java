package io.tid.log4j;

import static java.nio.file.Files.readString;

import io.tid.Tid;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A JVM of its own for an application that logs: the built jars, one version of Log4j, and nothing else unless added. */
final class Fork {

    static final String OLD = System.getProperty("log4j.old.version");
    static final String CURRENT = System.getProperty("log4j.version");
    static final String LOG4J_3 = System.getProperty("log4j3.version");

    /** Log4j's default, named. */
    static final String SYNC =
            "log4j2.contextSelector=org.apache.logging.log4j.core.selector.ClassLoaderContextSelector";

    static final String ALL_ASYNC =
            "log4j2.contextSelector=org.apache.logging.log4j.core.async.AsyncLoggerContextSelector";

    private static final Path JARS = Path.of("target", "it");
    private static final int PATIENCE_SECONDS = 120;

    private final String log4j;
    private final Path directory;
    private final List<Path> jars = new ArrayList<>();
    private final List<String> options = new ArrayList<>(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));

    record Result(int exitCode, String output) {

        /** What Log4j itself complained of, a line each. */
        List<String> complaints() {
            return output.lines()
                    .filter(line -> line.contains(" WARN ") || line.contains(" ERROR "))
                    .toList();
        }
    }

    /** A JVM whose configuration is the named test resource, and where {@code ${sys:out}} is the directory. */
    Fork(String log4j, String configuration, Path directory) {
        this.log4j = log4j;
        this.directory = directory;
        jars.addAll(plugin());
        if (log4j.equals(LOG4J_3)) { // its API is that of Log4j 2
            jars.add(jar("log4j-api-" + CURRENT));
            with("log4j-kit-" + log4j, "log4j-plugins-" + log4j);
            options("-Dlog4j.configuration.location=" + Path.of("target", "test-classes", configuration));
        } else {
            jars.add(log4jJar("log4j-api"));
        }
        jars.add(log4jJar("log4j-core"));
        options("-Dlog4j2.configurationFile=" + Path.of("target", "test-classes", configuration), "-Dout=" + directory);
    }

    /** The jar under test, and that of tid-core. */
    static List<Path> plugin() {
        return List.of(locationOf(GidConverter.class), locationOf(Tid.class));
    }

    /** A jar that is no part of Log4j, by its name in {@code target/it}. */
    static Path jar(String name) {
        return JARS.resolve(name + ".jar").toAbsolutePath();
    }

    Fork with(String... names) {
        Arrays.stream(names).map(Fork::jar).forEach(jars::add);
        return this;
    }

    Fork withJsonTemplateLayout() {
        jars.add(log4jJar("log4j-layout-template-json"));
        return this;
    }

    /** The jar of a class that is on the tests' own class path. */
    Fork withJarOf(Class<?> type) {
        jars.add(locationOf(type));
        return this;
    }

    /** Files for the class path, such as {@code log4j2.component.properties}. */
    Fork withDirectory(Path files) {
        jars.add(files);
        return this;
    }

    Fork options(String... more) {
        options.addAll(List.of(more));
        return this;
    }

    Fork properties(List<String> properties) {
        properties.forEach(property -> options.add("-D" + property));
        return this;
    }

    private Path log4jJar(String name) {
        return jar(name + "-" + log4j);
    }

    List<Path> jars() {
        return jars;
    }

    /** Runs an application of the tests from the class path, with the tests' own plugins. */
    Result run(Class<?> main, Object... arguments) throws IOException, InterruptedException {
        List<Path> classPath = new ArrayList<>(jars);
        classPath.add(locationOf(main));
        return start(List.of("-cp", join(classPath), main.getName()), arguments);
    }

    /** Runs the same application as a module, with everything on the module path. */
    Result runModule(Path application, Class<?> main, Object... arguments) throws IOException, InterruptedException {
        List<Path> modulePath = new ArrayList<>(jars);
        modulePath.add(application);
        return start(List.of("-p", join(modulePath), "-m", "tid.app/" + main.getName()), arguments);
    }

    private Result start(List<String> what, Object... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(what);
        Stream.of(arguments).map(Object::toString).forEach(command::add);
        Path output = directory.resolve("output.txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("must end within " + PATIENCE_SECONDS + " s: " + readString(output));
        }
        return new Result(process.exitValue(), readString(output));
    }

    static String join(List<Path> paths) {
        return paths.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    private static Path locationOf(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
