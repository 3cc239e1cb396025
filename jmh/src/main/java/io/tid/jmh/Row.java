package io.tid.jmh;

import io.tid.jmh.report.Kind;
import io.tid.jmh.report.Suite;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One figure to measure.
 *
 * @param benchmark class and method, such as {@code CurrentIdBenchmark.tid}
 * @param bar whether one of the figures to reach is read from it
 */
record Row(Suite suite, String benchmark, Map<String, String> params, Kind kind, int threads, boolean bar) {

    /** What every fork gets: the heap that a million parked threads need, and Agrona's buffers. */
    static final List<String> JVM_ARGS =
            List.of("-Xms1g", "-Xmx6g", "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED");

    String includePattern() {
        return "^io\\.tid\\.jmh\\." + benchmark.replace(".", "\\.") + "$";
    }

    int forks(Effort effort) {
        return bar ? effort.forksOfBars : 1;
    }

    @Override
    public String toString() {
        String values = new TreeMap<>(params)
                .entrySet().stream()
                        .map(e -> " " + e.getKey() + "=" + e.getValue())
                        .collect(Collectors.joining());
        return benchmark.replace("Benchmark.", ".") + values + (threads == 1 ? "" : " threads=" + threads) + " "
                + kind.name().toLowerCase(java.util.Locale.ROOT);
    }
}
