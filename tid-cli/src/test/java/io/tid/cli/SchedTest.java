package io.tid.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tid.cli.target.Numbers;
import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class SchedTest {

    private static final Duration SINCE = Duration.ofMillis(1_003);

    @Test
    void shouldWriteALineInTheFormOfGo() {
        Numbers numbers = new Numbers().put("parallelism", 2).put("parked", 100_010);
        assertThat(Sched.line(SINCE, numbers)).isEqualTo("SCHED 1003ms: parallelism=2 parked=100010");
        assertThat(Sched.json(SINCE, numbers)).isEqualTo("{\"elapsedMs\":1003,\"parallelism\":2,\"parked\":100010}");

        numbers.put("pollers", 3).put("waitingToRead", 7).put("waitingToWrite", 1);
        assertThat(Sched.line(SINCE, numbers))
                .isEqualTo("SCHED 1003ms: parallelism=2 parked=100010 [pollers=3 read=7 write=1]");
    }

    @Test
    void shouldSaySoWhereNoVirtualThreadHasRun() {
        assertThat(Sched.line(SINCE, new Numbers())).isEqualTo("SCHED 1003ms: no virtual thread so far");
        assertThat(Sched.json(SINCE, new Numbers())).isEqualTo("{\"elapsedMs\":1003}");
    }

    @Test
    void shouldSayUnknownAndWhyWhereANumberCannotBeSeen() {
        Numbers numbers = new Numbers()
                .put("parallelism", 2)
                .put("mounted", OptionalLong.empty())
                .miss("no contexts: \u001b\nto see them, ...");

        assertThat(Sched.line(SINCE, numbers))
                .isEqualTo("SCHED 1003ms: parallelism=2 mounted=unknown # no contexts: \\u001b to see them, ...");
        assertThat(Sched.json(SINCE, numbers))
                .isEqualTo("{\"elapsedMs\":1003,\"parallelism\":2,"
                        + "\"missing\":[\"no contexts: \\u001b to see them, ...\"]}");
    }
}
