package io.tid.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalTime;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScreenTest {

    private static final LocalTime NOON = LocalTime.of(12, 0, 1);

    @Test
    void shouldShowTheLargestGroupsAndTheirChange() {
        Screen screen = new Screen("4711 io.tid.Game, Java 25");
        Terminal.Size size = new Terminal.Size(24, 80);
        screen.next(new Profiles().add(3, "send:41").add(1, "gone:1").profile(), List.of(), NOON, size);

        assertThat(screen.next(
                                new Profiles()
                                        .add(1_003, "send:41")
                                        .add(2, "idle:1")
                                        .profile(),
                                List.of(),
                                NOON,
                                size)
                        .lines())
                .containsExactly(
                        "tid top 12:00:01, 4711 io.tid.Game, Java 25",
                        "1,005 threads in 2 groups: 1,005 virtual, 0 platform",
                        "",
                        "    COUNT   CHANGE  STATE          WHERE",
                        "    1,003   +1,000  WAITING        io.tid.Game.send(Game.java:41)",
                        "        2       +2  WAITING        io.tid.Game.idle(Game.java:1)");
    }

    @Test
    void shouldNeverBeLargerThanTheTerminal() {
        Profiles many = new Profiles();
        for (int i = 0; i < 50; i++) {
            many.add(1, "aMethodWithAnExceedinglyLongNameThatGoesOnAndOn" + i + ":1");
        }
        String text =
                new Screen("4711 " + "x".repeat(200)).next(many.profile(), List.of(), NOON, new Terminal.Size(10, 60));

        assertThat(text.lines())
                .hasSizeLessThan(10)
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(60));
    }

    @Test
    void shouldShowTheFrameOfTheApplicationRatherThanOfTheJdk() {
        StackTraceElement park = new StackTraceElement("java.lang.VirtualThread", "park", "VirtualThread.java", 1);
        StackTraceElement put =
                new StackTraceElement("java.util.concurrent.SynchronousQueue", "put", "SynchronousQueue.java", 2);
        assertThat(where(List.of(park, put, Profiles.frame("send:41")))).isEqualTo("io.tid.Game.send(Game.java:41)");
        assertThat(where(List.of(park, put)))
                .isEqualTo("java.util.concurrent.SynchronousQueue.put(SynchronousQueue.java:2)");
        assertThat(where(List.of(park))).isEqualTo("java.lang.VirtualThread.park(VirtualThread.java:1)");
        assertThat(where(List.of())).isEqualTo("(no stack)");
    }

    private static String where(List<StackTraceElement> stack) {
        return Screen.where(stack).map(Display::frame).orElse(DiffTables.NO_STACK);
    }
}
