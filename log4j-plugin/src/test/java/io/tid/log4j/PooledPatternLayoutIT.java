package io.tid.log4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.tid.app.LogFromManyThreads;
import io.tid.app.LogOddLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** PooledPatternLayout in real configurations, under each version of Log4j, sync and async. */
class PooledPatternLayoutIT {

    private static final String NO_THREAD_LOCALS = "log4j2.enable.threadlocals=false";
    private static final String NO_DIRECT_ENCODERS = "log4j2.enable.direct.encoders=false";
    private static final String NOTHING = "no=thing";
    private static final int LINES = 40;
    private static final int PLATFORM = 2;
    private static final int VIRTUAL = 20;

    @TempDir
    private Path directory;

    static Stream<Arguments> versions() {
        return Stream.concat(
                Stream.of(Fork.OLD, Fork.CURRENT)
                        .flatMap(log4j ->
                                Stream.of(NOTHING, Fork.ALL_ASYNC).map(property -> Arguments.of(log4j, property))),
                Stream.of(NO_THREAD_LOCALS, NO_DIRECT_ENCODERS).map(property -> Arguments.of(Fork.CURRENT, property)));
    }

    @ParameterizedTest
    @MethodSource("versions")
    void shouldWriteTheSameFilesAsPatternLayoutWhenUnder(String log4j, String property) throws Exception {
        // Without reused messages each appender formats for itself, and Log4j keeps lines from inside out of that one.
        int depth = property.equals(NO_THREAD_LOCALS) ? 0 : 2;
        Fork.Result result = new Fork(log4j, "pooled.xml", directory)
                .with("disruptor-3")
                .properties(List.of(property))
                .run(LogOddLines.class, depth);

        assertThat(result.exitCode()).as(result.output()).isZero();
        List<Path> stock = filesOf("stock");
        assertThat(stock).hasSizeGreaterThan(5); // five appenders, one of which rolls
        assertThat(filesOf("pooled")).hasSameSizeAs(stock);
        for (Path expected : stock) {
            Path pooled =
                    expected.resolveSibling(expected.getFileName().toString().replaceFirst("stock", "pooled"));
            assertThat(pooled).isNotEmptyFile().hasSameBinaryContentAs(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("versions")
    void shouldWriteEachLineOnceAndWholeWhenManyThreadsLogUnder(String log4j, String property) throws Exception {
        Fork.Result result = new Fork(log4j, "pooled-threads.xml", directory)
                .with("disruptor-3")
                .properties(List.of(property))
                .run(LogFromManyThreads.class, LINES, PLATFORM, VIRTUAL);

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.complaints()).isEmpty();
        for (String appender : List.of("file", "rolling", "mapped", "queued")) {
            Lines.of(directory, appender).shouldBeRight().shouldHoldEach(LINES * (PLATFORM + VIRTUAL));
        }
    }

    private List<Path> filesOf(String layout) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().startsWith(layout))
                    .toList();
        }
    }
}
