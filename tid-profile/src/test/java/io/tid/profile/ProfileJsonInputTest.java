package io.tid.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("try") // what is opened holds threads until it is closed
class ProfileJsonInputTest {

    private static final ThreadFactory VIRTUAL = Thread.ofVirtual().factory();

    @Test
    void shouldWriteTheSameWhenReadBack() throws Exception {
        try (Parked parked = new Parked().start(20, VIRTUAL, 'a').start(3, Thread.ofPlatform()::unstarted, 'b')) {
            ThreadProfile taken = ThreadProfile.take();
            ThreadProfile read = ThreadProfile.readJson(new StringReader(json(taken)));

            assertThat(text(read)).isEqualTo(text(taken)).contains("\n20 @ 0x");
            assertThat(json(read)).isEqualTo(json(taken));
            assertThat(read.minus(taken).groups()).isEmpty();
            assertThat(read.visibility()).isEqualTo(taken.visibility());
        }
    }

    @Test
    void shouldKeepKindsApartWhenOneGroupHasBothInSeveralStates() throws Exception {
        List<StackTraceElement> stack = List.of(Snapshots.frame("f"));
        ThreadProfile taken = ThreadProfile.of(List.of(
                snapshot(1, true, Thread.State.WAITING, stack),
                snapshot(2, true, Thread.State.RUNNABLE, stack),
                snapshot(3, false, Thread.State.WAITING, stack)));

        String text = text(ThreadProfile.readJson(new StringReader(json(taken))));

        assertThat(text).isEqualTo(text(taken)).contains("1 virtual RUNNABLE, 1 virtual WAITING, 1 WAITING");
    }

    @Test
    void shouldKeepADifferenceInWhichAKindAddsUpToNothing() throws Exception {
        List<StackTraceElement> stack = List.of(Snapshots.frame("f"));
        ThreadProfile base = ThreadProfile.of(List.of(snapshot(1, true, Thread.State.WAITING, stack)));
        ThreadProfile later = ThreadProfile.of(List.of(
                snapshot(1, true, Thread.State.RUNNABLE, stack), snapshot(2, false, Thread.State.RUNNABLE, stack)));
        ThreadProfile difference = later.minus(base);

        ThreadProfile read = ThreadProfile.readJson(new StringReader(json(difference)));

        assertThat(text(read))
                .isEqualTo(text(difference))
                .contains("1 virtual RUNNABLE, -1 virtual WAITING, 1 RUNNABLE");
    }

    @Test
    void shouldGiveBackWhatOthersChoseAndFramesWithoutALine() throws Exception {
        String evil = "</script>\u001b\u2028\"\\\ud83d\u00e9\ud83d\ude00";
        ThreadProfile taken = ThreadProfile.of(List.of(Snapshots.of(
                6,
                "",
                List.of(
                        new StackTraceElement(evil, evil, evil, 0),
                        new StackTraceElement("a.B", "f", null, -1),
                        new StackTraceElement("a.B", "park", "B.java", -2)),
                Map.of(evil, evil))));

        ThreadProfile.Group group =
                ThreadProfile.readJson(new StringReader(json(taken))).groups().get(0);

        assertThat(group.stack()).isEqualTo(taken.groups().get(0).stack());
        assertThat(group.labels()).containsExactly(Map.entry(evil, evil));
        assertThat(group.hash()).isEqualTo(taken.groups().get(0).hash());
    }

    @Test
    void shouldSayWhatWasNotSeenWhenTheOtherJvmHidSomething() throws Exception {
        String hidden =
                json(ThreadProfile.of(List.of())).replace("all threads", "some").replace("true", "false");

        assertThat(text(ThreadProfile.readJson(new StringReader(hidden)))).startsWith("# some\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``|JSON must have a value, and numbers that are whole: character=1",
                "{} x|JSON must end after one value: character=4",
                "[1.5]|JSON must have ']': character=3",
                "{\"a\":\"\\x\"}|JSON must have a known escape after a backslash: character=8",
                "\"\\u00g0\"|JSON must have four hexadecimal digits after \\u: character=6",
                "{\"a|JSON must have no control character in a string: character=4",
                "[[[[[[[[[[[[[[[[[|JSON must be at most 16 levels deep: character=18",
                "99999999999999999999|JSON must have a value, and numbers that are whole: character=21",
                "nil|JSON must have 'u': character=2",
                "[]|no thread profile: profile must be a Map: profile=\"[]\"",
                "{\"groups\":1}|no thread profile: groups must be a List: groups=\"1\"",
                "{\"groups\":[],\"complete\":1}|no thread profile: complete must be a Boolean: complete=\"1\"",
                "{\"groups\":[],\"complete\":true,\"takenAt\":\"x\",\"spanMs\":1}"
                        + "|no thread profile: takenAt must be an instant from 1970-01-01T00:00:00Z to 2262-04-11T23:47:16Z: takenAt=\"x\"",
            })
    void shouldRefuseWhatIsNoProfile(String text, String reason) {
        assertThatIOException()
                .isThrownBy(() -> ThreadProfile.readJson(new StringReader(text)))
                .withMessage(reason);
    }

    @Test
    void shouldRefuseCountsThatDoNotAddUpAndTooManyIds() throws Exception {
        String profile = json(ThreadProfile.of(List.of(Snapshots.waiting(60, "f"))));

        assertThatIOException()
                .isThrownBy(
                        () -> ThreadProfile.readJson(new StringReader(profile.replace("\"count\":1", "\"count\":2"))))
                .withMessage("no thread profile: count must be the sum of the states: count=\"2\"");
        assertThatIOException()
                .isThrownBy(
                        () -> ThreadProfile.readJson(new StringReader(profile.replace("[60]", "[1,2,3,4,5,6,7,8,9]"))))
                .withMessageStartingWith("no thread profile: youngest must be at most 8: ");
    }

    private static ThreadSnapshot snapshot(
            long id, boolean virtual, Thread.State state, List<StackTraceElement> stack) {
        return new ThreadSnapshot(id, "", virtual, true, state, null, 0, stack, "", 0, 0, null, Map.of());
    }

    private static String text(ThreadProfile profile) throws IOException {
        StringBuilder text = new StringBuilder();
        profile.writeText(text);
        return text.toString();
    }

    private static String json(ThreadProfile profile) throws IOException {
        StringBuilder text = new StringBuilder();
        profile.writeJson(text);
        return text.toString();
    }

    @ParameterizedTest
    @CsvSource({
        "+1000000000-12-31T23:59:59.999999999Z, 0",
        "-1000000000-01-01T00:00:00Z, 0",
        "2262-12-01T00:00:00Z, 0",
        "1969-12-31T23:59:59Z, 0",
        "2026-11-25T00:00:00Z, 9223372036854775807",
        "2026-11-25T00:00:00Z, -9223372036854775808",
        "2026-11-25T00:00:00Z, 8000000000000"
    })
    void shouldRefuseTimesThatNoFormatCanSay(String takenAt, long spanMs) {
        String text = empty(takenAt, spanMs);

        assertThatThrownBy(() -> ThreadProfile.readJson(new StringReader(text)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(" from 1970-01-01T00:00:00Z to 2262-04-11T23:47:16Z: ");
    }

    @ParameterizedTest
    @CsvSource({
        "1970-01-01T00:00:00Z, 9223372036000",
        "2262-04-11T23:47:16Z, 0",
        "2262-04-11T23:47:16Z, -9223372036000",
        "2026-11-25T00:00:00Z, -1"
    })
    void shouldWriteAndSubtractWhateverItAccepts(String takenAt, long spanMs) throws Exception {
        ThreadProfile read = ThreadProfile.readJson(new StringReader(empty(takenAt, spanMs)));
        ThreadProfile now = ThreadProfile.of(List.of());

        for (ThreadProfile each : List.of(read, read.minus(now), now.minus(read), read.minus(read))) {
            each.writePprof(OutputStream.nullOutputStream());
            assertThat(json(ThreadProfile.readJson(new StringReader(json(each)))))
                    .isEqualTo(json(each));
        }
    }

    private static String empty(String takenAt, long spanMs) {
        return "{\"visibility\":\"all threads\",\"complete\":true,\"takenAt\":\"" + takenAt + "\",\"spanMs\":" + spanMs
                + ",\"total\":0,\"virtual\":0,\"groups\":[]}";
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -7, -2, -1, 0, 1, Integer.MAX_VALUE})
    void shouldGiveBackEveryLineThatAFrameCanHave(int line) throws Exception {
        StackTraceElement frame = new StackTraceElement("a.B", "f", "B.java", line);
        ThreadProfile taken = ThreadProfile.of(List.of(Snapshots.of(6, "", List.of(frame), Map.of())));

        ThreadProfile read = ThreadProfile.readJson(new StringReader(json(taken)));

        assertThat(read.groups().get(0).stack()).containsExactly(frame);
        assertThat(read.minus(taken).groups()).isEmpty();
    }

    @Test
    void shouldAddUpAGroupThatIsThereTwice() throws Exception {
        ThreadProfile one =
                ThreadProfile.of(List.of(snapshot(1, true, Thread.State.WAITING, List.of(Snapshots.frame("f")))));
        String once = json(one);
        String group = once.substring(once.indexOf("{\"count\""), once.lastIndexOf("]}"));

        ThreadProfile read = ThreadProfile.readJson(new StringReader(once.replace(group, group + "," + group)));

        assertThat(read.total()).isEqualTo(2);
        assertThat(read.groups())
                .singleElement()
                .extracting(ThreadProfile.Group::count)
                .isEqualTo(2L);
    }
}
