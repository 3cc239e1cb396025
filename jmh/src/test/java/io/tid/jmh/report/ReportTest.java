package io.tid.jmh.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {

    @TempDir
    private Path directory;

    private String markdown = "";
    private String html = "";

    @BeforeEach
    void write() throws IOException {
        Report.read(Sample.copyTo(directory)).write();
        markdown = Files.readString(directory.resolve("sample.md"));
        html = Files.readString(directory.resolve("sample.html"));
    }

    private String line(String start) {
        return markdown.lines().filter(l -> l.startsWith(start)).findFirst().orElseThrow();
    }

    @Test
    void shouldPrintTimeErrorFactorAndBytesOfAnApproach() {
        assertThat(line("| stack as text, parsed, depth 5")).contains("| 5,100 | 0.01 | 10,200× | 13,448 |");
    }

    @Test
    void shouldTakeTheMedianWhenOneIterationWasDisturbed() {
        assertThat(line("| Thread.currentThread().threadId() |")).contains("| 0.50 | 0.01 | 1.00× | 0 |");
    }

    @Test
    void shouldLeaveCellsOpenWhenAKindWasNotMeasured() {
        assertThat(line("| ThreadLocal.get()")).endsWith("| – | – | – | – |");
    }

    @Test
    void shouldKeepRowsOfMoreThreadsApart() {
        assertThat(line("| sync, discard, with %gid, 2 threads |")).contains("| 300 |");
        assertThat(line("| sync, discard, with %gid |")).contains("| 250 |");
    }

    @Test
    void shouldShowWhatItDoesNotKnow() {
        assertThat(markdown).contains("## Other").contains("StrangeBenchmark");
    }

    @Test
    void shouldEscapeMarkdownOfHostileNames() {
        assertThat(markdown)
                .contains("&lt;b&gt;a &amp; b&lt;/b&gt; \\| c", "\\`rm\\`", "\\[a\\](b) \\# c")
                .doesNotContain("<script>", "<b>", "</td>");
        long cells = line("| StrangeBenchmark")
                .replace("\\|", "")
                .chars()
                .filter(c -> c == '|')
                .count();
        assertThat(cells).isEqualTo(10);
    }

    @Test
    void shouldEscapeHtmlOfHostileNames() {
        assertThat(html)
                .contains(
                        "&lt;script&gt;alert(1)&lt;/script&gt;",
                        "&lt;b&gt;a &amp; b&lt;/b&gt;",
                        "&lt;/td&gt;&amp;&quot;&#39;")
                .doesNotContain("<script>", "<b>");
    }

    @Test
    void shouldNeedNothingFromOutsideThePage() {
        assertThat(html).contains("data:image/svg+xml;base64,").doesNotContain("http:", "https:", "<link");
    }

    @Test
    void shouldDrawAChartThatNamesEachApproach() throws IOException {
        String svg = Files.readString(directory.resolve("sample-id.svg"));
        assertThat(svg).contains("Tid.current()", "stack as text, parsed, depth 5", "5,100", "platform threads");
    }

    @Test
    void shouldKeepHostileNamesOutOfTheChartsMarkup() throws IOException {
        assertThat(Files.readString(directory.resolve("sample-other.svg"))).doesNotContain("<script>");
    }

    @Test
    void shouldLeaveOutTheBarsOfSuitesThatWereNotMeasured() throws IOException {
        Path one = Files.writeString(
                directory.resolve("one.json"),
                "{\"results\":[{\"benchmark\":\"io.tid.jmh.CurrentIdBenchmark.tid\","
                        + "\"primaryMetric\":{\"score\":1,\"scoreUnit\":\"ns/op\"}}]}");

        assertThat(Report.read(one).summary())
                .anyMatch(bar -> bar.contains("Tid.current() / bare"))
                .noneMatch(bar -> bar.contains("converter"));
    }

    @Test
    void shouldRefuseAFileThatIsMissing() {
        assertThatThrownBy(() -> Report.read(directory.resolve("none.json"))).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void shouldRefuseAFileThatHoldsSomethingElse() throws IOException {
        Path other = Files.writeString(directory.resolve("other.json"), "{}");
        assertThatThrownBy(() -> Report.read(other))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("results must be an array");
    }

    @Test
    void shouldRefuseOtherUnits() throws IOException {
        Path other = Files.writeString(
                directory.resolve("other.json"),
                "{\"results\":[{\"benchmark\":\"a.B.c\",\"primaryMetric\":{\"scoreUnit\":\"us/op\"}}]}");
        assertThatThrownBy(() -> Report.read(other))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("scoreUnit must be ns/op: us/op of a.B.c");
    }
}
