package io.tid.log4j;

import static io.tid.log4j.Fork.ALL_ASYNC;
import static io.tid.log4j.Fork.CURRENT;
import static io.tid.log4j.Fork.OLD;
import static io.tid.log4j.Fork.SYNC;
import static org.assertj.core.api.Assertions.assertThat;

import io.tid.app.ContextSteps;
import io.tid.app.LogInScopes;
import io.tid.app.MdcSteps;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.logging.slf4j.SLF4JServiceProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.MDC;

/** The context map in JVMs of its own: is the context on each line the one at the call? */
class ContextMapIT {

    static final String OURS = "log4j2.threadContextMap=io.tid.log4j.TidThreadContextMap";
    static final String GID = "tid.context.gid=true";

    private static final String STOCK = "log4j2.threadContextMap=WebApp";
    private static final String RINGS = "log4j2.asyncLoggerRingBufferSize=16384";
    private static final String CONFIG_RINGS = "log4j2.asyncLoggerConfigRingBufferSize=16384";
    private static final String NO_THREAD_LOCALS = "log4j2.enableThreadlocals=false";

    private static final int LINES = 100;
    private static final int THREADS = 8;
    private static final int EXPECTED = THREADS * (LINES + LINES / 5);

    @TempDir
    private Path directory;

    record Case(String log4j, String configuration, List<String> appenders, List<String> properties) {

        static Case of(String log4j, String configuration, List<String> appenders, String... properties) {
            return new Case(log4j, configuration, appenders, List.of(properties));
        }
    }

    static Stream<Case> everyWay() {
        Stream<Case> everyVersion = Stream.of(OLD, CURRENT)
                .flatMap(log4j -> Stream.of(
                        Case.of(log4j, "context.xml", List.of("sync", "queue"), OURS, GID, SYNC),
                        Case.of(log4j, "context-mixed.xml", List.of("root", "child"), OURS, GID, CONFIG_RINGS),
                        Case.of(log4j, "context-all.xml", List.of("all"), OURS, GID, ALL_ASYNC, RINGS)));
        Stream<Case> current = Stream.of(
                Case.of(CURRENT, "context.xml", List.of("sync", "queue"), OURS, GID, NO_THREAD_LOCALS),
                Case.of(CURRENT, "context.xml", List.of("sync", "queue"), OURS, GID, ALL_ASYNC, RINGS));
        return Stream.concat(everyVersion, current);
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    void shouldWriteTheContextOfTheCallWhenUnder(Case c) throws Exception {
        Fork.Result result = run(c);

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.complaints()).isEmpty();
        for (String appender : c.appenders()) {
            ContextLines.of(directory, appender).shouldBeRight(true, EXPECTED);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {SYNC, ALL_ASYNC})
    void shouldAddNothingWhenThePropertyIsOff(String selector) throws Exception {
        Fork.Result result = run(Case.of(CURRENT, "context.xml", List.of(), OURS, selector, RINGS));

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.complaints()).hasSize(2).allMatch(line -> line.contains("%pgid prints nothing without"));
        ContextLines.of(directory, "sync").shouldBeRight(false, EXPECTED);
        ContextLines.of(directory, "queue").shouldBeRight(false, EXPECTED);
    }

    @Test
    void shouldReadItsPropertiesWhereLog4jReadsIts() throws Exception {
        Path files = Files.createDirectory(directory.resolve("files"));
        Files.write(files.resolve("log4j2.component.properties"), List.of(OURS, GID));
        Fork.Result result =
                new Fork(CURRENT, "context.xml", directory).withDirectory(files).run(LogInScopes.class, LINES, THREADS);

        assertThat(result.exitCode()).as(result.output()).isZero();
        ContextLines.of(directory, "sync").shouldBeRight(true, EXPECTED);
    }

    @Test
    void shouldCatchLinesWithoutTheContextWhenTheMapIsLog4jsOwn() throws Exception {
        run(Case.of(CURRENT, "context.xml", List.of(), STOCK));

        assertThat(ContextLines.of(directory, "sync").all())
                .hasSize(EXPECTED)
                .anyMatch(line -> line.startsWith("|")); // LogContext is another store, and children inherit nothing
    }

    @ParameterizedTest
    @ValueSource(strings = {SYNC, ALL_ASYNC})
    void shouldGiveTheIdsToLayoutsThatHaveNoPattern(String selector) throws Exception {
        Fork.Result result = new Fork(CURRENT, "context-layouts.xml", directory)
                .with("disruptor-3")
                .withJsonTemplateLayout()
                .properties(List.of(OURS, GID, selector))
                .run(LogInScopes.class, LINES, 2);

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.complaints()).isEmpty();
        assertThat(childLines("gelf"))
                .allMatch(
                        line -> line.matches(
                                ".*\"_gid\":\"(gid-\\d+)\",\"_parentGid\":\"(gid-\\d+)\",\"_who\":\"([^\"]*)\",.*\\3,\\1,\\2\".*"));
        assertThat(childLines("rfc5424"))
                .allMatch(line -> line.matches(
                        ".*\\[mdc@32473 gid=\"(gid-\\d+)\" parentGid=\"(gid-\\d+)\" who=\"(.*)\"] \\3,\\1,\\2"));
        assertThat(childLines("json"))
                .allMatch(line -> line.matches(".*\"gid\":\"(gid-\\d+)\",\"parentGid\":\"(gid-\\d+)\","
                        + "\"who\":\"(.*)\"},\"message\":\"\\3,\\1,\\2\"}"));
    }

    private List<String> childLines(String name) throws Exception {
        List<String> lines = Files.readAllLines(directory.resolve(name + ".log")).stream()
                .filter(line -> line.matches(".*gid-\\d+\\.\\d+,gid-\\d+,gid-\\d+.*"))
                .toList();
        assertThat(lines).hasSize(2 * LINES / 5);
        return lines;
    }

    static Stream<List<String>> versionsAndMaps() {
        return Stream.of(OLD, CURRENT).flatMap(log4j -> Stream.of(List.of(log4j, STOCK), List.of(log4j, OURS)));
    }

    @ParameterizedTest
    @MethodSource("versionsAndMaps")
    void shouldDoWhatThreadContextSaysWhateverTheMap(List<String> versionAndMap) throws Exception {
        Fork.Result result = new Fork(versionAndMap.get(0), "context-all.xml", directory)
                .properties(List.of(versionAndMap.get(1)))
                .run(ContextSteps.class);

        assertThat(result.output()).isEqualTo("""
                put {user=Ann} []
                putIfNull {room=7, user=Ann} []
                putAll {room=7, seat=1, user=Bob} []
                copies {room=7, user=Ann} {room=7, user=Ann}
                inside {dice=6, room=8, seat=1, user=Cleo} [outer, inner]
                closed {room=7, seat=1, user=Bob} [outer]
                stack 2 2 of 3
                other {} []
                popped 2 of 3 [outer]
                removed {seat=1} []
                null null
                clearMap {} [last]
                clearAll {} []
                empty true
                """);
    }

    @ParameterizedTest
    @ValueSource(strings = {STOCK, OURS})
    void shouldDoWhatMdcSaysWhateverTheMap(String map) throws Exception {
        Fork.Result result = new Fork(CURRENT, "context-all.xml", directory)
                .withJarOf(MDC.class)
                .withJarOf(SLF4JServiceProvider.class)
                .properties(List.of(map))
                .run(MdcSteps.class);

        assertThat(result.output()).isEqualTo("""
                put {user=Ann}
                inside {room=7, user=Ann}
                closed {user=Ann}
                remove {}
                get Ann 1 null
                stack [a] a
                null null
                clear {}
                store %s
                """.formatted(map.equals(OURS) ? "{\"user\"=\"Bob\"}" : "{}"));
    }

    private Fork.Result run(Case c) throws Exception {
        return new Fork(c.log4j(), c.configuration(), directory)
                .with("disruptor-3")
                .properties(c.properties())
                .run(LogInScopes.class, LINES, THREADS);
    }
}
