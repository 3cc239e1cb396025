package io.tid.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Matcher;
import org.junit.jupiter.api.Test;

/** The example's {@code log4j2.xml} and {@code log4j2.component.properties}, with more threads than a demo has. */
class ConfigurationIT {

    @Test
    void shouldPrintTheIdThatEachThreadReadsItself() throws Exception {
        Process witnesses = PackagedDemo.startInstead("io.tid.example.Witnesses");

        List<Matcher> lines =
                witnesses.inputReader().lines().map(GameRoomIT.LINE::matcher).toList();

        assertThat(lines)
                .hasSize(2 * Witnesses.THREADS * Witnesses.LINES)
                .allSatisfy(line -> assertThat(line.matches()).isTrue())
                .allSatisfy(line -> assertThat(line.group(4)).isEqualTo("I am " + line.group(2)))
                .allSatisfy(line -> assertThat(line.group(3)).isEqualTo("Witnesses.java"));
        assertThat(lines.stream().map(line -> line.group(2)).distinct()).hasSize(2 * Witnesses.THREADS);
    }
}
