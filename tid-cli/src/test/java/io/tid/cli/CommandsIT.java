package io.tid.cli;

import static io.tid.cli.Cli.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every command of the built jar, on an application that was started without flags. */
class CommandsIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static App app;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() throws Exception {
        app = App.start();
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    @Test
    void shouldListTheJvmsOfThisUser() throws Exception {
        String text = ok(Cli.tid("ps")).out();
        assertThat(text).startsWith("    PID  JAVA");
        assertThat(text.lines())
                .anySatisfy(line -> assertThat(line)
                        .contains(" " + app.pid() + "  " + System.getProperty("java.version"))
                        .endsWith("  io.tid.cli.AppMain"));

        JsonNode list = JSON.readTree(ok(Cli.tid("ps", "--json")).out());
        assertThat(list).anySatisfy(jvm -> {
            assertThat(jvm.get("pid").asLong()).isEqualTo(app.pid());
            assertThat(jvm.get("main").asText()).isEqualTo("io.tid.cli.AppMain");
            assertThat(jvm.get("platform").asLong()).isPositive();
            assertThat(jvm.has("virtual")).isFalse();
        });
    }

    @Test
    void shouldTellTheNumbers() throws Exception {
        JsonNode stats = JSON.readTree(ok(Cli.tid("stats", app.pid(), "--json")).out());

        assertThat(stats.get("java").asText()).isEqualTo(System.getProperty("java.version"));
        assertThat(stats.get("virtual").asLong()).isGreaterThanOrEqualTo(201);
        assertThat(stats.get("threads").asLong())
                .isEqualTo(stats.get("platform").asLong() + stats.get("virtual").asLong());
        assertThat(stats.get("heapUsedBytes").asLong()).isPositive();
        assertThat(ok(Cli.tid("stats", app.pid())).out())
                .contains("process      " + app.pid() + " io.tid.cli.AppMain", " virtual, ");
    }

    @Test
    void shouldGroupThreadsWithTheirContext() throws Exception {
        String text = ok(Cli.tid("profile", app.pid())).out();

        assertThat(text)
                .startsWith("thread profile: total ")
                .contains("\n200 @ 0x", "# labels: {\"room\":\"7\"}\n# threads: 200 virtual WAITING; gid-")
                .doesNotContain("tid-session", "io.tid.cli.target");
        JsonNode json =
                JSON.readTree(ok(Cli.tid("profile", app.pid(), "--json")).out());
        assertThat(json.get("groups").get(0).get("count").asInt()).isEqualTo(200);
    }

    @Test
    void shouldLookIntoAnApplicationWhereTheLibraryIsModules() throws Exception {
        try (App modular = App.startWithModules()) {
            for (int look = 0; look < 2; look++) {
                assertThat(ok(Cli.tid("profile", modular.pid())).out())
                        .contains("\n200 @ 0x", "# labels: {\"room\":\"7\"}\n# threads: 200 virtual WAITING; gid-")
                        .doesNotContain("tid-session", "io.tid.cli.target");
            }
        }
    }

    @Test
    void shouldWriteEachFormatToAFile() throws Exception {
        for (String name : List.of("p.txt", "p.json", "p.html", "p.pb.gz")) {
            assertThat(ok(Cli.tid("profile", app.pid(), "-o", folder.resolve(name)))
                            .out())
                    .isEmpty();
        }
        assertThat(folder.resolve("p.txt")).content().contains("\n200 @ 0x");
        assertThat(JSON.readTree(folder.resolve("p.json").toFile()).get("groups"))
                .isNotEmpty();
        assertThat(folder.resolve("p.html"))
                .content()
                .startsWith("<!DOCTYPE html>")
                .contains("\"count\":200");
        try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(folder.resolve("p.pb.gz")))) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.ISO_8859_1))
                    .contains("io.tid.cli.AppMain.waiting");
        }
        assertThat(ok(Cli.tid("profile", app.pid(), "--debug", 2, "-o", folder.resolve("p.txt")))
                        .out())
                .isEmpty();
        assertThat(folder.resolve("p.txt")).content().startsWith("thread ").contains("\tio.tid.cli.AppMain.waiting(");
    }

    @Test
    void shouldShowOneThreadByTheIdOfTheLogLine() throws Exception {
        String id = app.ask("evil id");
        String text = ok(Cli.tid("stack", app.pid(), "--gid", "gid-" + id)).out();

        assertThat(text)
                .startsWith(
                        "thread " + id + " \"\\u001b[2Jevil\\u202e\" [WAITING on java.util.concurrent.CountDownLatch,")
                .contains("\tio.tid.cli.AppMain.waitForever(AppMain.java:")
                .doesNotContain("\u001b", "\u202e");
        JsonNode json = JSON.readTree(
                ok(Cli.tid("stack", app.pid(), "--gid", id, "--json")).out());
        assertThat(json).hasSize(1);
        assertThat(json.get(0).get("gid").asText()).isEqualTo("gid-" + id);
        assertThat(json.get(0).get("name").asText()).isEqualTo("\u001b[2Jevil\u202e");

        Run none = Cli.tid("stack", app.pid(), "--gid", "gid-999999999");
        assertThat(none.code()).isEqualTo(1);
        assertThat(none.err()).isEqualTo("tid: no live thread gid-999999999 in process " + app.pid() + "\n");
        assertThat(none.out()).isEmpty();
    }

    @Test
    void shouldShowEveryThreadWhenNoneIsNamed() throws Exception {
        assertThat(ok(Cli.tid("stack", app.pid())).out().split("\nthread ")).hasSizeGreaterThan(201);
    }

    @Test
    void shouldShowWhatWasLeftBehindBetweenTwoFiles() throws Exception {
        Path before = folder.resolve("a.json");
        Path after = folder.resolve("b.json");
        ok(Cli.tid("profile", app.pid(), "-o", before));
        app.ask("leak");
        ok(Cli.tid("profile", app.pid(), "-o", after));

        assertThat(ok(Cli.tid("diff", before, after)).out()).contains("\n30 @ 0x", "AppMain.forgotten(");
        assertThat(ok(Cli.tid("diff", before, after, "--top")).out())
                .containsPattern(" +0 +\\+30  io\\.tid\\.cli\\.AppMain\\.forgotten\n");
        assertThat(ok(Cli.tid("diff", after, before, "--traces")).out())
                .contains("-30   ", "             io.tid.cli.AppMain.forgotten\n");
        assertThat(ok(Cli.tid("diff", before, after, "--list", "AppMain.forgotten", "--source", "src/test/java"))
                        .out())
                .containsPattern(" +0 +\\+30 +\\d+  waitForever\\(\\);\n");
        assertThat(JSON.readTree(ok(Cli.tid("diff", before, after, "--json")).out())
                        .get("groups"))
                .anySatisfy(group -> assertThat(group.get("count").asInt()).isEqualTo(30));
        assertThat(ok(Cli.tid("diff", before, before)).out()).isEqualTo("thread profile: total 0\n");
    }

    @Test
    void shouldCompareTwoMomentsOfAProcess() throws Exception {
        Run run = ok(Cli.tid("diff", app.pid(), "--for", "3s"));

        assertThat(run.out()).startsWith("thread profile: total ");
        assertThat(run.err()).startsWith("tid: comparing after 3000 ms: 2 s\n");
    }

    @Test
    void shouldRefuseAFileThatIsNoProfile() throws Exception {
        Path file = Files.writeString(folder.resolve("x.json"), "{\"groups\":1}");

        Run run = Cli.tid("diff", file, file);

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).isEqualTo("tid: " + file + ": no thread profile: groups must be a List: groups=\"1\"\n");
    }

    @Test
    void shouldPrintAScreenForEachIntervalWhereThereIsNoTerminal() throws Exception {
        String out =
                ok(Cli.tid("top", app.pid(), "--every", "100ms", "--count", 2)).out();

        assertThat(out).doesNotContain("\u001b").containsPattern(" 200 +WAITING +\u2026?[a-z.]*AppMain\\.waitForever");
        assertThat(out.lines().filter(line -> line.startsWith("tid top "))).hasSize(2);
        assertThat(out.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
        assertThat(ok(Cli.tid("top", app.pid(), "--every", "100ms", "--count", 2, "--json"))
                        .out()
                        .lines())
                .hasSize(2)
                .allSatisfy(line ->
                        assertThat(JSON.readTree(line).get("total").asInt()).isPositive());
    }

    @Test
    void shouldLeaveTheTerminalAsItWas() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "script of util-linux makes the terminal");
        Path typescript = folder.resolve("typescript");
        String command =
                String.join(" ", Cli.command(Cli.BUILT, folder, "top", app.pid(), "--every", "100ms", "--count", 2));
        Process script = new ProcessBuilder("/usr/bin/script", "-qec", command, typescript.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out").toFile())
                .start();
        assertThat(script.waitFor()).isZero();

        assertThat(typescript)
                .content()
                .contains("\u001b[?1049h\u001b[?25l", "\u001b[Htid top ", "\u001b[J")
                .containsOnlyOnce("\u001b[?25h\u001b[?1049l");
    }

    @Test
    void shouldWriteALineOfTheSchedulerForEachInterval() throws Exception {
        assertThat(app.ask("sockets")).isEqualTo("reads");
        assertThat(app.ask("spin")).isEqualTo("spins"); // last: it keeps a carrier

        Run run = ok(Cli.tid("sched", app.pid(), "--every", "100ms", "--count", 3));

        assertThat(run.out().lines())
                .hasSize(3)
                .allSatisfy(line -> assertThat(line)
                        .matches("SCHED \\d+ms: parallelism=\\d+ carriers=\\d+ mounted=[1-9]\\d* queued=\\d+"
                                + " parked=2\\d\\d \\[pollers=[1-9]\\d* read=1 write=0\\]"));
        JsonNode json = JSON.readTree(
                ok(Cli.tid("sched", app.pid(), "--count", 1, "--json")).out());
        assertThat(json.get("parallelism").asInt()).isPositive();
        assertThat(json.get("waitingToRead").asInt()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void shouldCountThreadsThatWaitForSocketsInEachModeOfThePollers(int mode) throws Exception {
        assumeTrue(mode != 3 || Runtime.version().feature() >= 27, "JDK 27 brings mode 3");
        try (App other = App.start("-Djdk.pollerMode=" + mode)) {
            assertThat(other.ask("sockets")).isEqualTo("reads");

            // a thread that has just parked may not be registered yet
            await(
                    () -> ok(Cli.tid("sched", other.pid(), "--count", 1))
                            .out()
                            .matches("SCHED .* parked=2\\d\\d \\[pollers=[1-9]\\d* read=1 write=0\\]\n"),
                    () -> Cli.tid("sched", other.pid(), "--count", 1).toString());
        }
    }

    @Test
    void shouldReportWhatItMissesWhenSomeThreadsAreNotListed() throws Exception {
        try (App other = App.start("-Djdk.trackAllThreads=false")) {
            String why = "some virtual threads only: ";

            assertThat(ok(Cli.tid("stats", other.pid())).out()).contains("missing      " + why);
            assertThat(JSON.readTree(ok(Cli.tid("stats", other.pid(), "--json")).out())
                            .get("missing")
                            .get(0)
                            .asText())
                    .startsWith(why);
            assertThat(ok(Cli.tid("sched", other.pid(), "--count", 1)).out()).contains(" # " + why);
            Run stack = Cli.tid("stack", other.pid(), "--gid", other.ask("evil id"));
            assertThat(stack.code()).isEqualTo(1);
            assertThat(stack.err()).contains("can be seen in process", "and may be alive: " + why);
        }
    }

    @Test
    void shouldWriteACompletionScriptThatBashReads() throws Exception {
        Path script = Files.writeString(
                folder.resolve("tid.bash"), ok(Cli.tid("generate-completion")).out());
        Process bash = new ProcessBuilder("bash", "-c", "source " + script + " && complete -p tid")
                .redirectErrorStream(true)
                .start();

        assertThat(new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("_complete_tid tid");
        assertThat(bash.waitFor()).isZero();
    }

    @Test
    void shouldNeedTheProfileAndPicocliOnly() throws Exception {
        try (var libraries = Files.list(Cli.BUILT.resolve("lib"))) {
            assertThat(libraries.map(jar -> jar.getFileName().toString().replaceAll("-\\d.*", "")))
                    .containsExactlyInAnyOrder("picocli", "tid-core", "tid-profile");
        }
        assertThat(ok(Cli.tid("--version")).out()).matches("tid \\d+\\.\\d+\\.\\d+\\S*\n");
    }

    private static Run ok(Run run) {
        assertThat(run.code()).as(run.err()).isZero();
        return run;
    }
}
