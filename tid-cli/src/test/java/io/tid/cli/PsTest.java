package io.tid.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PsTest {

    private static final List<Ps.Row> ROWS = List.of(
            new Ps.Row(4711, "io.tid.Game", "25.0.3", Duration.ofSeconds(200), 16, 100_010, ""),
            new Ps.Row(
                    12, "evil\u001b[2J.an.exceedingly.long.name.of.a.Class", "17", Duration.ofDays(3), -1, -1, "old"));

    @Test
    void shouldFitTheTerminal() {
        assertThat(text(false, 80))
                .containsExactly(
                        "    PID  JAVA       UPTIME  PLATFORM  MAIN",
                        "   4711  25.0.3      3m20s        16  io.tid.Game",
                        "     12  17          3d00h         -  …1b[2J.an.exceedingly.long.name.of.a.Class");
        assertThat(text(true, 80)).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    }

    @Test
    void shouldShowVirtualThreadsWhereTheyWereAskedFor() {
        assertThat(text(true, Integer.MAX_VALUE))
                .startsWith(
                        "    PID  JAVA       UPTIME  PLATFORM   VIRTUAL  MAIN",
                        "   4711  25.0.3      3m20s        16   100,010  io.tid.Game")
                .last()
                .asString()
                .endsWith("  evil\\u001b[2J.an.exceedingly.long.name.of.a.Class");
    }

    @Test
    void shouldLeaveOutOfTheJsonWhatIsNotKnown() throws Exception {
        StringWriter out = new StringWriter();
        Ps.writeJson(ROWS, new PrintWriter(out, true));

        assertThat(out.toString().lines())
                .containsExactly(
                        "[",
                        "{\"pid\":4711,\"main\":\"io.tid.Game\",\"java\":\"25.0.3\",\"uptimeMs\":200000,\"platform\":16,"
                                + "\"virtual\":100010},",
                        "{\"pid\":12,\"main\":\"evil\\u001b[2J.an.exceedingly.long.name.of.a.Class\",\"java\":\"17\","
                                + "\"uptimeMs\":259200000,\"problem\":\"old\"}]");
    }

    private static List<String> text(boolean virtual, int width) {
        StringWriter out = new StringWriter();
        Ps.writeText(ROWS, virtual, new PrintWriter(out, true), width);
        return out.toString().lines().toList();
    }
}
