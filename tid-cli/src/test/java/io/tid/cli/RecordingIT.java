package io.tid.cli;

import static io.tid.cli.Cli.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code tid trace} of a JVM that was started without flags, and what it leaves behind there. */
class RecordingIT {

    private static final int MOST_TRIES = 30;
    private static final double CLOCKS_DIFFER_US = 1_000;

    @TempDir
    Path folder;

    @Test
    void shouldShowWhoWasOnACarrierWhoWasPinnedAndWhoCameAndWent() throws Exception {
        try (App app = App.start()) {
            app.ask("come and go");
            long pinned = Long.parseLong(app.ask("pin"));

            ChromeTrace trace = trace(app, "500ms");
            // the recording is short and the machine may be slow
            for (int i = 0; i < MOST_TRIES && !isComplete(trace, pinned); i++) {
                trace = trace(app, "2s");
            }

            JsonNode mounted = trace.events(pinned, "mounted").get(0);
            assertThat(trace.lane(mounted)).matches("gid-\\d+ ForkJoinPool-1-worker-\\d+");
            assertThat(mounted.get("name").asText()).isEqualTo("gid-" + pinned + " </script>pinned");
            JsonNode pin = trace.events(pinned, "pinned").get(0);
            assertThat(pin.get("dur").asDouble()).isPositive();
            assertThat(pin.get("args").get("at").asText()).startsWith("io.tid.cli.AppMain$Pinned");
            assertThat(isComplete(trace, pinned)).isTrue();
            assertThat(Long.parseLong(trace.about("samples"))).isGreaterThan(1);
            assertThat(trace.about("source")).startsWith("process " + app.pid() + " io.tid.cli.AppMain, Java ");
        }
    }

    private static boolean isComplete(ChromeTrace trace, long pinned) {
        return !trace.events(pinned, "mounted").isEmpty()
                && trace.events(pinned, "pinned").stream()
                        .anyMatch(pin -> trace.lane(pin).startsWith("pinned on gid-"))
                && trace.events("started").findAny().isPresent()
                && trace.events("ended").findAny().isPresent();
    }

    @Test
    void shouldSeeAThreadThatNeverLeavesItsCarrier() throws Exception {
        try (App app = App.start()) {
            app.ask("spin");

            ChromeTrace trace = trace(app, "1s");

            assertThat(trace.events("mounted"))
                    .anySatisfy(event ->
                            assertThat(event.get("args").get("left").asText()).isEqualTo("RUNNABLE"));
        }
    }

    @Test
    void shouldShowAPinThatNeverEnds() throws Exception {
        try (App app = App.start("-Djdk.virtualThreadScheduler.parallelism=2")) {
            long stuck = Long.parseLong(app.ask("pin for ever"));

            ChromeTrace trace = trace(app, "500ms");

            JsonNode pin = trace.events(stuck, "pinned").get(0);
            assertThat(trace.events(stuck, "pinned")).hasSize(1);
            assertThat(pin.get("name").asText()).isEqualTo("pinned gid-" + stuck + " stuck");
            assertThat(pin.get("args").get("why").asText())
                    .isEqualTo("WAITING, seen by samples: since at least then, and not over at the end of the trace");
            assertThat(pin.get("args").get("at").asText()).startsWith("io.tid.cli.AppMain.waitForever:");
            assertThat(trace.lane(pin)).startsWith("pinned on gid-");
            assertThat(trace.events(stuck, "parked")).as("it has not left").isEmpty();
        }
    }

    @Test
    void shouldSeeEachCarrierInTheFirstSample() throws Exception {
        try (App app = App.start("-Djdk.virtualThreadScheduler.parallelism=2")) {
            app.ask("spin");
            app.ask("spin"); // as many as carriers

            ChromeTrace trace = trace(app, "300ms");

            double firstUs = Double.parseDouble(trace.about("firstSampleMs")) * 1_000;
            assertThat(trace.events("mounted").toList())
                    .hasSizeGreaterThanOrEqualTo(2)
                    .allSatisfy(event ->
                            assertThat(event.get("ts").asDouble()).isLessThanOrEqualTo(firstUs + CLOCKS_DIFFER_US));
        }
    }

    @Test
    void shouldSayHowManyAreAliveWhenNoneOfThemRuns() throws Exception {
        try (App app = App.start()) {
            Path file = folder.resolve("x.json");
            Run run = Cli.tid("trace", app.pid(), "--for", "200ms", "-o", file);

            assertThat(run.err())
                    .endsWith("tid: no virtual thread was on a carrier, started or ended; alive were 201\n");
            assertThat(ChromeTrace.of(Files.readString(file)).about("alive")).isEqualTo("201");
        }
    }

    @Test
    void shouldLeaveNothingButFlightRecordersOwnThreads() throws Exception {
        Path temporary = Files.createDirectory(folder.resolve("app"));
        Path own = Files.createDirectory(folder.resolve("own"));
        try (App app = App.start("-XX:SoftRefLRUPolicyMSPerMB=0", "-Djava.io.tmpdir=" + temporary)) {
            app.ask("come and go");
            app.jcmd("VM.uptime");
            String threads = threads(app);

            for (int i = 0; i < 3; i++) {
                Run run = Cli.tid(Cli.BUILT, own, "trace", app.pid(), "--for", "200ms", "--json");
                assertThat(run.code()).as(run.err()).isZero();
            }

            await(() -> threads(app).equals(threads), () -> threads(app) + " but before " + threads);
            assertThat(temporary).isEmptyDirectory();
            assertThat(own).isEmptyDirectory();
            assertThat(app.jcmd("JFR.check")).contains("No available recordings");
            await(
                    () -> !app.jcmd("GC.class_histogram").contains(" java.net.URLClassLoader"),
                    () -> app.jcmd("GC.class_histogram"));
            assertThat(app.jcmd("JFR.start", "name=theirs")).contains("Started recording 4"); // after three of ours
            assertThat(temporary).isNotEmptyDirectory();
        }
    }

    @Test
    void shouldLeaveOthersRecordingsAlone() throws Exception {
        Path temporary = Files.createDirectory(folder.resolve("app"));
        try (App app = App.start("-Djava.io.tmpdir=" + temporary)) {
            assertThat(app.jcmd("JFR.start", "name=mine")).contains("Started recording 1");

            assertThat(Cli.tid("trace", app.pid(), "--for", "200ms", "--json").code())
                    .isZero();

            assertThat(app.jcmd("JFR.check")).contains("name=mine").doesNotContain("name=tid");
            Path dump = folder.resolve("mine.jfr");
            app.jcmd("JFR.dump", "name=mine", "filename=" + dump);
            assertThat(Cli.tid("trace", dump, "-o", folder.resolve("mine.json")).code())
                    .isZero();
        }
    }

    @Test
    void shouldEndTheRecordingWhenTheCommandIsKilled() throws Exception {
        Path temporary = Files.createDirectory(folder.resolve("app"));
        try (App app = App.start("-Djava.io.tmpdir=" + temporary)) {
            app.jcmd("VM.uptime");
            String threads = threads(app);
            Path own = Files.createDirectory(folder.resolve("own"));
            try (App trace = App.run(Cli.command(Cli.BUILT, own, "trace", app.pid(), "--for", "10m", "--json")
                    .toArray(new String[0]))) {
                await(() -> app.jcmd("JFR.check").contains("name=tid"), () -> app.jcmd("JFR.check"));
                assertThat(trace.pid()).isPositive();
            } // SIGKILL

            await(() -> threads(app).equals(threads), () -> threads(app) + " but before " + threads);
            assertThat(app.jcmd("JFR.check")).contains("No available recordings");
            assertThat(temporary).isEmptyDirectory();
            assertThat(own).isEmptyDirectory();
        }
    }

    @Test
    void shouldSaySoWhenTheProcessEndsMeanwhile() throws Exception {
        try (App app = App.start("-Djava.io.tmpdir=" + folder);
                App trace = App.run(
                        "sh",
                        "-c",
                        "exec 2>&1; exec "
                                + String.join(
                                        " ",
                                        Cli.command(
                                                Cli.BUILT, folder, "trace", app.pid(), "--for", "10m", "--json")))) {
            await(() -> app.jcmd("JFR.check").contains("name=tid"), () -> app.jcmd("JFR.check"));
            app.kill();
            String line = trace.readLine();
            while (line.startsWith("tid: recording ")) {
                line = trace.readLine();
            }
            assertThat(line).isEqualTo("tid: process " + app.pid() + " has ended");
            assertThat(trace.exitCode()).isEqualTo(1);
        }
    }

    @Test
    void shouldSaySoWhenThereIsNoFlightRecorder() throws Exception {
        try (App app = App.start("--limit-modules=java.base,java.instrument,java.management")) {
            Run run = Cli.tid("trace", app.pid(), "--for", "1s", "--json");

            assertThat(run.code()).isEqualTo(1);
            assertThat(run.out()).isEmpty();
            assertThat(run.err())
                    .isEqualTo("tid: process " + app.pid() + ": Flight Recorder is not there: start it with"
                            + " --add-modules jdk.jfr, on a Java that has that module\n");
        }
    }

    @Test
    void shouldStartNoThreadOfTheSchedulerByRecordingIt() throws Exception {
        try (App app = App.start("-Dapp.idle=true")) {
            app.jcmd("VM.uptime");
            String threads = threads(app);

            Run run = Cli.tid("trace", app.pid(), "--for", "200ms", "--json");

            assertThat(run.code()).isZero();
            assertThat(run.err()).endsWith("tid: no virtual thread was on a carrier, started or ended; alive were 0\n");
            await(() -> threads(app).equals(threads), () -> threads(app) + " but before " + threads);
        }
    }

    private ChromeTrace trace(App app, String time) throws Exception {
        Path file = folder.resolve("trace.json.gz");
        Files.deleteIfExists(file);
        Run run = Cli.tid("trace", app.pid(), "--for", time, "-o", file);
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).isEmpty();
        try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            return ChromeTrace.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /** But the two that Flight Recorder keeps once it was used. */
    private static String threads(App app) throws Exception {
        List<String> names =
                List.of(app.ask("threads").replaceAll("[\\[\\]]", "").split(", "));
        return String.join(
                ", ",
                names.stream()
                        .filter(name -> !List.of("JFR Recorder Thread", "JFR Periodic Tasks")
                                .contains(name))
                        .toList());
    }
}
