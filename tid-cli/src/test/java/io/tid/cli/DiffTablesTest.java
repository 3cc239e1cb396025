package io.tid.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tid.profile.ThreadProfile;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DiffTablesTest {

    private static final ThreadProfile BASE =
            new Profiles().add(5, "read:3", "run:9").add(7, "idle:1", "run:9").profile();
    private static final ThreadProfile LATER = new Profiles()
            .add(200, "send:41", "query:20", "run:9")
            .add(7, "idle:1", "run:9")
            .profile();

    @Test
    void shouldAddUpFunctionsInATableWithTheLargestChangeFirst() {
        StringWriter out = new StringWriter();
        DiffTables.top(LATER.minus(BASE), new PrintWriter(out, true));

        assertThat(out.toString().lines())
                .containsExactly(
                        "change: +195 threads in 2 groups",
                        "      FLAT        CUM  FUNCTION",
                        "      +200       +200  io.tid.Game.send",
                        "        -5         -5  io.tid.Game.read",
                        "         0       +200  io.tid.Game.query",
                        "         0       +195  io.tid.Game.run");
    }

    @Test
    void shouldCountAThreadOnceWhenAFunctionCallsItself() {
        StringWriter out = new StringWriter();
        DiffTables.top(new Profiles().add(2, "walk:1", "walk:2", "walk:2").profile(), new PrintWriter(out, true));

        assertThat(out.toString())
                .contains("        +2         +2  io.tid.Game.walk")
                .doesNotContain("+4", "+6");
    }

    @Test
    void shouldSayHowManyFunctionsItDoesNotShow() {
        Profiles many = new Profiles();
        for (int i = 0; i < 65; i++) {
            many.add(1, "f" + i + ":1");
        }
        StringWriter out = new StringWriter();
        DiffTables.top(many.profile(), new PrintWriter(out, true));

        assertThat(out.toString().lines()).hasSize(63).last().isEqualTo("and 5 functions more");
    }

    @Test
    void shouldShowEachStackWithItsChangeAndItsLabels() {
        ThreadProfile profile = new Profiles()
                .add(3, Map.of("user", "Ann\u001b"), List.of(Profiles.frame("send:41"), Profiles.frame("run:9")))
                .add(1, Map.of(), List.of())
                .profile();
        StringWriter out = new StringWriter();
        DiffTables.traces(profile, new PrintWriter(out, true));

        String rule = "-----------+------------------------------------------------------------";
        assertThat(out.toString().lines())
                .containsExactly(
                        "change: +4 threads in 2 groups",
                        rule,
                        "             user: Ann\\u001b",
                        "        +3   io.tid.Game.send",
                        "             io.tid.Game.run",
                        rule,
                        "        +1   (no stack)",
                        rule);
    }
}
