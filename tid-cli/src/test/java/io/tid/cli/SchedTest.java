package io.tid.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SchedTest {

    private static final Duration SINCE = Duration.ofMillis(1_003);

    @Test
    void shouldWriteALineInTheFormOfGo() {
        Map<String, Long> numbers = new LinkedHashMap<>();
        numbers.put("parallelism", 2L);
        numbers.put("parked", 100_010L);
        assertThat(Sched.line(SINCE, numbers)).isEqualTo("SCHED 1003ms: parallelism=2 parked=100010");
        assertThat(Sched.json(SINCE, numbers)).isEqualTo("{\"elapsedMs\":1003,\"parallelism\":2,\"parked\":100010}");

        numbers.put("pollers", 3L);
        numbers.put("waitingToRead", 7L);
        numbers.put("waitingToWrite", 1L);
        assertThat(Sched.line(SINCE, numbers))
                .isEqualTo("SCHED 1003ms: parallelism=2 parked=100010 [pollers=3 read=7 write=1]");
    }

    @Test
    void shouldSaySoWhereNoVirtualThreadHasRun() {
        assertThat(Sched.line(SINCE, Map.of())).isEqualTo("SCHED 1003ms: no virtual thread so far");
        assertThat(Sched.json(SINCE, Map.of())).isEqualTo("{\"elapsedMs\":1003}");
    }
}
