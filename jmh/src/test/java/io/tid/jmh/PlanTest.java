package io.tid.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import io.tid.jmh.report.Kind;
import io.tid.jmh.report.Suite;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.VerboseMode;

class PlanTest {

    /** What JMH's annotation processor found. */
    private static Set<String> benchmarks() {
        var silent = OutputFormatFactory.createFormatInstance(System.out, VerboseMode.SILENT);
        return BenchmarkList.defaultList().getAll(silent, List.of()).stream()
                .map(entry -> entry.getUsername().replace("io.tid.jmh.", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> planned(Effort effort, int jdk, Kind kind) {
        return Plan.rows(effort, jdk).stream()
                .filter(row -> row.kind() == kind)
                .map(Row::benchmark)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @ParameterizedTest
    @EnumSource
    void shouldRunEveryBenchmarkOnPlatformThreads(Effort effort) {
        assertThat(planned(effort, 25, Kind.PLATFORM)).isEqualTo(benchmarks());
    }

    @ParameterizedTest
    @EnumSource
    void shouldRunAllButThreadInfoOnVirtualThreads(Effort effort) {
        Set<String> expected = benchmarks();
        expected.remove("CurrentIdBenchmark.threadInfo");
        assertThat(planned(effort, 25, Kind.VIRTUAL)).isEqualTo(expected);
    }

    @Test
    void shouldLeaveScopedValueOutWhenTheJdkIsOlderThan25() {
        assertThat(planned(Effort.FULL, 24, Kind.PLATFORM))
                .doesNotContain("ScopedValueBenchmark.scopedValue")
                .hasSize(benchmarks().size() - 1);
    }

    @Test
    void shouldPlanNoRowTwice() {
        assertThat(Plan.rows(Effort.FULL, 25)).doesNotHaveDuplicates();
    }

    @Test
    void shouldHaveRowsForEverySuite() {
        assertThat(Plan.rows(Effort.QUICK, 25)).extracting(Row::suite).contains(Suite.values());
    }

    @ParameterizedTest
    @CsvSource({"SMOKE, 3", "QUICK, 4", "FULL, 17"})
    void shouldEndInTime(Effort effort, int minutes) {
        List<Row> rows = Plan.rows(effort, 25);
        assertThat(new Runs(effort, rows, System.out).expectedMs(rows)).isLessThan(minutes * 60_000L);
    }
}
