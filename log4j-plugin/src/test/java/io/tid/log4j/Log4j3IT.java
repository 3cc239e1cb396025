package io.tid.log4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.tid.app.LogFromManyThreads;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Log4j 3, which is not supported: what needs Log4j 2 says so when the configuration is read, and nothing fails later. */
class Log4j3IT {

    @TempDir
    private Path directory;

    @Test
    void shouldRefuseThePooledLayoutWhenTheConfigurationIsRead() throws Exception {
        Fork.Result result =
                new Fork(Fork.LOG4J_3, "log4j3-pooled.xml", directory).run(LogFromManyThreads.class, 5, 1, 1);

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.output())
                .doesNotContain("NoClassDefFoundError")
                .contains(
                        "PooledPatternLayout must run on Log4j 2: log4j-core=" + Fork.LOG4J_3 + " has no "
                                + "org.apache.logging.log4j.core.impl.LocationAware; use PatternLayout instead, or log4j-core 2");
        assertThat(result.complaints()).isNotEmpty();
    }

    /** Disruptor 4 is what Log4j 3 wants, so there is nothing to warn of, and none of the classes to look for. */
    @Test
    void shouldPrintTheGidWhenTheLayoutIsLog4jsOwn() throws Exception {
        Fork.Result result = new Fork(Fork.LOG4J_3, "log4j3.xml", directory)
                .with("disruptor-4")
                .run(LogFromManyThreads.class, 5, 1, 1);

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.complaints()).isEmpty();
        Lines.of(directory, "log4j3").shouldBeRight().shouldHoldEach(10);
    }
}
