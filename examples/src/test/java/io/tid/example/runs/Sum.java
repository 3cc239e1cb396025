package io.tid.example.runs;

import java.util.Arrays;

/**
 * What came of runs under the checks.
 *
 * @param missed those planted that no check found, or blamed on another test
 * @param falseAlarms threads that a check complained about and that were not planted
 * @param failures tests that failed for another reason
 */
record Sum(int tests, int planted, int missed, int falseAlarms, int failures) {

    static final Sum NONE = new Sum(0, 0, 0, 0, 0);

    static final String BEGINNING = "sum ";

    /** As one line, for another JVM to read. */
    String line() {
        return BEGINNING + tests + " " + planted + " " + missed + " " + falseAlarms + " " + failures;
    }

    static Sum of(String line) {
        int[] numbers = Arrays.stream(line.substring(BEGINNING.length()).split(" ", -1))
                .mapToInt(Integer::parseInt)
                .toArray();
        return new Sum(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4]);
    }

    Sum plus(Sum other) {
        return new Sum(
                tests + other.tests,
                planted + other.planted,
                missed + other.missed,
                falseAlarms + other.falseAlarms,
                failures + other.failures);
    }

    boolean isAsItShouldBe() {
        return tests > 0 && missed == 0 && falseAlarms == 0 && failures == 0;
    }
}
