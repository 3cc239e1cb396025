package io.tid.log4j;

import static io.tid.log4j.Fork.ALL_ASYNC;
import static io.tid.log4j.Fork.CURRENT;
import static io.tid.log4j.Fork.OLD;
import static io.tid.log4j.Fork.SYNC;
import static org.assertj.core.api.Assertions.assertThat;

import io.tid.app.LogFromManyThreads;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Real configurations in JVMs of their own: does every line name the thread that logged it? */
class GidUnderLog4jIT {

    private static final int LINES = 200;
    private static final int PLATFORM = 4;
    private static final int VIRTUAL = 8;
    private static final int EXPECTED = LINES * (PLATFORM + VIRTUAL);

    private static final String RING = "log4j2.asyncLoggerRingBufferSize=16384";
    private static final String SMALL_RING = "log4j2.asyncLoggerRingBufferSize=128";
    private static final String SMALL_CONFIG_RING = "log4j2.asyncLoggerConfigRingBufferSize=128";
    private static final String CONFIG_RING = "log4j2.asyncLoggerConfigRingBufferSize=16384";
    private static final String NO_THREAD_LOCALS = "log4j2.enableThreadlocals=false";
    private static final String DISCARD = "log4j2.asyncQueueFullPolicy=Discard";

    private static final List<String> FILES = List.of("file", "rolling", "random", "rollingrandom", "mapped");
    private static final List<String> QUEUES = List.of("array", "transfer", "conversant", "jctools");
    private static final List<String> CHAIN = List.of("rewrite", "failover");
    private static final List<String> MIXED = List.of("root", "child", "queue", "rewrite");

    @TempDir
    private Path directory;

    record Case(String log4j, String configuration, List<String> appenders, List<String> properties) {

        static Case of(String log4j, String configuration, List<String> appenders, String... properties) {
            return new Case(log4j, configuration, appenders, List.of(properties));
        }
    }

    static Stream<Case> complete() {
        Stream<Case> everyVersion = Stream.of(OLD, CURRENT)
                .flatMap(log4j -> Stream.of(
                        Case.of(log4j, "files.xml", FILES),
                        Case.of(log4j, "files.xml", FILES, ALL_ASYNC, RING),
                        Case.of(log4j, "queues.xml", QUEUES),
                        Case.of(log4j, "mixed.xml", MIXED, CONFIG_RING)));
        Stream<Case> current = Stream.of(
                Case.of(CURRENT, "files.xml", FILES, NO_THREAD_LOCALS),
                Case.of(CURRENT, "files.xml", FILES, ALL_ASYNC, RING, NO_THREAD_LOCALS),
                Case.of(CURRENT, "queues.xml", QUEUES, NO_THREAD_LOCALS),
                Case.of(CURRENT, "queues.xml", QUEUES, ALL_ASYNC, RING),
                Case.of(CURRENT, "mixed.xml", MIXED, CONFIG_RING, NO_THREAD_LOCALS),
                Case.of(CURRENT, "chain.xml", CHAIN),
                Case.of(CURRENT, "chain.xml", CHAIN, ALL_ASYNC, RING),
                Case.of(CURRENT, "chain.xml", CHAIN, NO_THREAD_LOCALS));
        return Stream.concat(everyVersion, current);
    }

    @ParameterizedTest
    @MethodSource("complete")
    void shouldNameTheThreadThatLoggedOnEveryLineWhenUnder(Case c) throws Exception {
        Fork.Result result = run(c);

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.complaints()).allMatch(line -> line.endsWith("Appender failing")); // what Failover is for
        for (String appender : c.appenders()) {
            Lines.of(directory, appender).shouldBeRight().shouldHoldEach(EXPECTED);
        }
    }

    static Stream<Case> full() {
        return Stream.of(OLD, CURRENT)
                .flatMap(log4j -> Stream.of(
                        Case.of(log4j, "files.xml", FILES, ALL_ASYNC, SMALL_RING),
                        Case.of(log4j, "mixed.xml", MIXED, SMALL_CONFIG_RING)));
    }

    @ParameterizedTest
    @MethodSource("full")
    void shouldNameTheThreadThatLoggedOnEveryLineWhenTheRingIsFull(Case c) throws Exception {
        Fork.Result result = run(c);

        assertThat(result.exitCode()).as(result.output()).isZero();
        for (String appender : c.appenders()) {
            Lines.of(directory, appender).shouldBeRight().shouldHoldNearlyEach(EXPECTED);
        }
    }

    @Test
    void shouldNameTheThreadThatLoggedOnEveryLineThatIsKeptWhenTheRestIsDiscarded() throws Exception {
        Fork.Result result = run(Case.of(CURRENT, "slow.xml", List.of(), ALL_ASYNC, SMALL_RING, DISCARD));

        assertThat(result.exitCode()).as(result.output()).isZero();
        Lines kept = Lines.of(directory, "slow").shouldBeRight().shouldHoldNoneTwice();
        assertThat(kept.all()).hasSizeBetween(1, EXPECTED - 1);
    }

    @Test
    void shouldNameTheThreadThatLoggedOnEveryLineWhenAFullQueueSendsEventsToTheErrorAppender() throws Exception {
        Fork.Result result = run(Case.of(CURRENT, "overflow.xml", List.of()));

        assertThat(result.exitCode()).as(result.output()).isZero();
        Lines.of(directory, "overflow").shouldBeRight().shouldHoldEach(EXPECTED);
        assertThat(Lines.of(directory, "overflow-error").all()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {SYNC, ALL_ASYNC})
    void shouldGiveEachThreadItsOwnFileWhenRoutedByGid(String selector) throws Exception {
        Fork.Result result = run(Case.of(CURRENT, "routing.xml", List.of(), selector));

        assertThat(result.exitCode()).as(result.output()).isZero();
        Lines.of(directory, "routed").shouldBeRight().shouldHoldEach(EXPECTED);
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> routed =
                    files.filter(file -> file.toString().endsWith(".log")).toList();
            assertThat(routed).hasSize(PLATFORM + VIRTUAL).allSatisfy(file -> {
                String who = "|who=" + file.getFileName().toString().replaceAll("\\D", "") + " ";
                assertThat(Files.readAllLines(file)).allMatch(line -> line.contains(who));
            });
        }
    }

    @Test
    void shouldAgreeWithTidWhenAnAppenderQueuesEventsThatAreNotItsOwn() throws Exception {
        Fork.Result result = run(Case.of(CURRENT, "raw-queue.xml", List.of(), NO_THREAD_LOCALS));

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(Lines.of(directory, "raw").all())
                .hasSize(EXPECTED)
                .allMatch(line -> line.matches("gid-(\\d+)\\|\\1\\|who=.*"));
    }

    @ParameterizedTest
    @ValueSource(strings = {SYNC, ALL_ASYNC})
    void shouldCatchAConverterThatAsksTheCurrentThreadWhenAnotherOneFormats(String selector) throws Exception {
        Fork.Result result = run(Case.of(CURRENT, "wrong.xml", List.of(), selector));

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(Lines.of(directory, "wrong").shouldHoldNoneTwice().wrong()).hasSize(EXPECTED);
    }

    static Stream<Arguments> jsonLayouts() {
        return Stream.of(Arguments.of(OLD, SYNC), Arguments.of(OLD, ALL_ASYNC), Arguments.of(CURRENT, ALL_ASYNC));
    }

    @ParameterizedTest
    @MethodSource("jsonLayouts")
    void shouldNameTheThreadThatLoggedWhenTheLayoutIsJson(String log4j, String selector) throws Exception {
        Fork.Result result = new Fork(log4j, "json.xml", directory)
                .with("disruptor-3")
                .withJsonTemplateLayout()
                .properties(List.of(selector))
                .run(LogFromManyThreads.class, LINES, PLATFORM, VIRTUAL);

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.complaints()).isEmpty();
        Lines.ofJson(directory, "json").shouldBeRight().shouldHoldEach(EXPECTED);
    }

    private Fork.Result run(Case c) throws Exception {
        return new Fork(c.log4j(), c.configuration(), directory)
                .with("disruptor-3", "conversant", "jctools")
                .properties(c.properties())
                .run(LogFromManyThreads.class, LINES, PLATFORM, VIRTUAL);
    }
}
