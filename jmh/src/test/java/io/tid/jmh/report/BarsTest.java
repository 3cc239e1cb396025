package io.tid.jmh.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BarsTest {

    private final List<Bar> bars = Bars.of(Sample.results());

    BarsTest() throws IOException {}

    private Bar bar(String what, Kind kind) {
        return bars.stream()
                .filter(b ->
                        b.what().equals(what) && b.kind() == kind && !b.limit().equals("0 B"))
                .findFirst()
                .orElseThrow();
    }

    private Bar bytes(String what) {
        return bars.stream()
                .filter(b -> b.what().equals(what)
                        && b.kind() == Kind.PLATFORM
                        && b.limit().equals("0 B"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void shouldReachABarWhenTheRatioIsBelowIt() {
        Bar bar = bar("Tid.current() / bare intrinsic", Kind.PLATFORM);
        assertThat(bar.got()).isEqualTo("1.02");
        assertThat(bar.from()).isEqualTo("0.51 / 0.50 ns");
        assertThat(bar.verdict()).isEqualTo(Bar.Verdict.REACHED);
    }

    @Test
    void shouldMissABarWhenTheRatioIsAboveIt() {
        Bar bar = bar("Tid.current() / bare intrinsic", Kind.VIRTUAL);
        assertThat(bar.got()).isEqualTo("1.50");
        assertThat(bar.verdict()).isEqualTo(Bar.Verdict.MISSED);
    }

    @Test
    void shouldReachALowerBarWhenTheRatioIsAboveIt() {
        Bar bar = bar("stack as text, depth 5 / Tid.current()", Kind.PLATFORM);
        assertThat(bar.got()).isEqualTo("10,000");
        assertThat(bar.verdict()).isEqualTo(Bar.Verdict.REACHED);
    }

    @Test
    void shouldSayNotMeasuredWhenARowIsMissing() {
        Bar bar = bar("%gid converter / %tid converter, id of 9 digits", Kind.PLATFORM);
        assertThat(bar.got()).isEqualTo("–");
        assertThat(bar.verdict()).isEqualTo(Bar.Verdict.NOT_MEASURED);
    }

    @Test
    void shouldReachWithinTheErrorsWhenTheDifferenceIsSmall() {
        assertThat(bar("Tid.current() − empty benchmark", Kind.PLATFORM).verdict())
                .isEqualTo(Bar.Verdict.REACHED);
    }

    @Test
    void shouldNotTellWhenTheErrorsAreAsLargeAsTheTime() {
        assertThat(bar("a line with %gid − without, sync", Kind.PLATFORM).verdict())
                .isEqualTo(Bar.Verdict.TOO_NOISY);
    }

    @Test
    void shouldTakeFractionsOfAByteForNone() {
        assertThat(bytes("Tid.label()").verdict()).isEqualTo(Bar.Verdict.REACHED);
    }

    @Test
    void shouldMissWhenBytesAreAllocated() {
        Bar bar = bytes("%gid converter, id of 2 digits");
        assertThat(bar.got()).isEqualTo("24 B");
        assertThat(bar.verdict()).isEqualTo(Bar.Verdict.MISSED);
    }

    private Bar bar(String what, String limit) {
        return bars.stream()
                .filter(b -> b.what().equals(what) && b.kind() == Kind.PLATFORM)
                .filter(b -> b.limit().equals(limit))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void shouldHoldBytesAgainstBytesWhenBothWereCounted() {
        String what = "LogContext scope / CloseableThreadContext, 3 pairs, a line";
        Bar time = bar(what, "≤ 0.70 of the time");
        Bar bytes = bar(what, "≤ 0.50 of the bytes");

        assertThat(time.got()).isEqualTo("0.35");
        assertThat(time.verdict()).isEqualTo(Bar.Verdict.REACHED);
        assertThat(bytes.got()).isEqualTo("0.51");
        assertThat(bytes.from()).isEqualTo("400 / 780 B");
        assertThat(bytes.verdict()).isEqualTo(Bar.Verdict.MISSED);
    }

    @Test
    void shouldHoldBytesAgainstALimitOfBytes() {
        assertThat(bar("start, one line, join: PooledPatternLayout", "≤ 2,600 B")
                        .verdict())
                .isEqualTo(Bar.Verdict.REACHED);
        assertThat(bar("the same without Log4j's thread locals", "≤ 1,500 B").verdict())
                .isEqualTo(Bar.Verdict.MISSED);
    }

    @Test
    void shouldMeasureNothingWhenThereAreNoResults() {
        assertThat(Bars.of(new Results(Map.of(), List.of())))
                .isNotEmpty()
                .allMatch(bar -> bar.verdict() == Bar.Verdict.NOT_MEASURED);
    }
}
