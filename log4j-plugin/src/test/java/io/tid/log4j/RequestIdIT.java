package io.tid.log4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.tid.app.LogInRequests;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Executors that request 1 creates: does each line of a later request carry that request's id, and never another's? */
class RequestIdIT {

    private static final int REQUESTS = 3;
    private static final int LINES = (REQUESTS + 1) * 7;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {Fork.SYNC, Fork.ALL_ASYNC})
    void shouldPrintTheRequestsOwnIdWhenTheExecutorIsWrappedOrStartsVirtualThreads(String selector) throws Exception {
        run(selector);

        for (String file : List.of("sync.log", "queue.log")) {
            assertThat(Files.readAllLines(directory.resolve(file)))
                    .hasSize(LINES)
                    .allMatch(line -> line.matches("(\\d+)\\|\\1 \\S+") || line.matches("\\|- \\S+"));
        }
    }

    private void run(String... properties) throws Exception {
        Fork.Result result = new Fork(Fork.CURRENT, "requests.xml", directory)
                .with("disruptor-3")
                .properties(List.of(ContextMapIT.OURS))
                .properties(List.of(properties))
                .run(LogInRequests.class, REQUESTS, false);

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.complaints()).isEmpty();
    }
}
