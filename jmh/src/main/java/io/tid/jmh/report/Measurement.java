package io.tid.jmh.report;

import java.util.OptionalDouble;
import java.util.SortedMap;

/**
 * One figure, as the report needs it.
 *
 * @param benchmark class and method without the package, such as {@code CurrentIdBenchmark.tid}
 * @param ns the median of all iterations, which a disturbed iteration moves less than their mean
 * @param errorNs half the width of JMH's 99.9 % confidence interval; NaN with too few iterations to tell
 * @param bytes allocated for each operation, where it was measured
 * @param errorBytes the same half width for them; 0 where it is not known
 */
record Measurement(
        String benchmark,
        SortedMap<String, String> params,
        Kind kind,
        int threads,
        double ns,
        double errorNs,
        OptionalDouble bytes,
        double errorBytes) {}
