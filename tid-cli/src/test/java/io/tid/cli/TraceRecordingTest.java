package io.tid.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import jdk.jfr.Event;
import jdk.jfr.Name;
import jdk.jfr.Recording;
import jdk.jfr.Timespan;
import jdk.jfr.consumer.RecordingFile;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Recordings that one has, made by this JVM. */
@ResourceLock(Sample.RECORDER)
class TraceRecordingTest {

    @TempDir
    Path folder;

    @Name("tid.Mounted")
    static final class WrongFields extends Event {
        int carrier;

        @Nullable
        String virtual;
    }

    @Name("tid.Pinned")
    static final class SeenPinned extends Event {
        @Nullable
        Thread carrier;

        @Nullable
        Thread virtual;

        @Nullable
        String state;

        @Timespan
        long seenNs;

        boolean open;

        @Nullable
        String frames;
    }

    /** Blocks while it is initialized, so that its thread is pinned on every JDK. */
    private static final class Slow {

        static final long DONE = slowly();
    }

    private static long slowly() {
        try {
            Thread.sleep(20); // and no single park, which may end early
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return System.nanoTime();
    }

    @Test
    void shouldTellStartPinAndEndAsFlightRecorderDoes() throws Exception {
        Path file = folder.resolve("x.jfr");
        Thread pinned;
        try (Recording recording = new Recording()) {
            recording.enable("jdk.VirtualThreadStart");
            recording.enable("jdk.VirtualThreadEnd");
            recording.enable("jdk.VirtualThreadPinned").withStackTrace();
            recording.start();
            pinned = Thread.ofVirtual()
                    .name("</script>\u001b")
                    .start(() -> assertThat(Slow.DONE).isPositive());
            pinned.join();
            recording.dump(file);
        }

        ChromeTrace trace = trace(file);

        assertThat(trace.about("source")).isEqualTo(file.toString());
        assertThat(trace.about("samples")).isEqualTo("0");
        assertThat(trace.events(pinned.threadId(), "started")).hasSize(1);
        assertThat(trace.events(pinned.threadId(), "ended")).hasSize(1);
        JsonNode pin = trace.events(pinned.threadId(), "pinned").get(0);
        assertThat(pin.get("name").asText()).isEqualTo("pinned gid-" + pinned.threadId() + " </script>\u001b");
        Duration recorded = RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getEventType().getName().equals("jdk.VirtualThreadPinned"))
                .findFirst()
                .orElseThrow()
                .getDuration();
        assertThat(Math.round(pin.get("dur").asDouble() * 1_000)).isEqualTo(recorded.toNanos());
        assertThat(pin.get("args").get("at").asText()).startsWith("io.tid.cli.TraceRecordingTest.slowly:");
        if (Runtime.version().feature() >= 24) {
            assertThat(pin.get("args").get("why").asText()).contains("TraceRecordingTest$Slow.<clinit>");
            assertThat(trace.lane(pin)).matches("pinned on gid-\\d+ ForkJoinPool-\\d+-worker-\\d+");
        } else {
            assertThat(trace.lane(pin)).isEqualTo("pinned");
        }
    }

    @Test
    void shouldShowWhoWasOnACarrierAndHowItLeft() throws Exception {
        Thread virtual = Thread.ofVirtual().name("ann").unstarted(() -> {});
        Path file = folder.resolve("x.jfr");
        try (Recording recording = new Recording()) {
            recording.enable(Sample.class);
            recording.start();
            for (String state : List.of("WAITING", "RUNNABLE", "TERMINATED")) {
                Sample.of(virtual, state);
            }
            recording.dump(file);
        }

        ChromeTrace trace = trace(file);

        assertThat(trace.events(virtual.threadId(), "mounted"))
                .extracting(event -> event.get("args").get("left").asText())
                .containsExactly("WAITING", "RUNNABLE", "TERMINATED");
        assertThat(trace.events(virtual.threadId(), "mounted")).allSatisfy(event -> {
            assertThat(event.get("name").asText()).isEqualTo("gid-" + virtual.threadId() + " ann");
            assertThat(trace.lane(event))
                    .isEqualTo("gid-" + Thread.currentThread().threadId() + " "
                            + Thread.currentThread().getName());
        });
        assertThat(trace.events(virtual.threadId(), "parked")).hasSize(1);
    }

    @Test
    void shouldShowPinsThatOnlySamplesHaveSeen() throws Exception {
        Thread virtual = Thread.ofVirtual().name("ann").unstarted(() -> {});
        Path file = folder.resolve("x.jfr");
        Thread pinned;
        try (Recording recording = new Recording()) {
            recording.enable(SeenPinned.class);
            recording.enable("jdk.VirtualThreadPinned").withStackTrace();
            recording.start();
            SeenPinned twice = seen(Thread.currentThread());
            pinned = Thread.ofVirtual().start(() -> assertThat(SlowToo.DONE).isPositive());
            pinned.join();
            twice.virtual = pinned;
            twice.seenNs = 3_600_000_000_000L; // all the time in which it was pinned
            twice.commit();
            SeenPinned once = seen(virtual);
            once.open = true;
            once.frames = "io.tid.Game$Room.<init>:12\nno frame\njava.lang.Thread.run:-1";
            once.commit();
            recording.dump(file);
        }

        ChromeTrace trace = trace(file);

        assertThat(trace.events(pinned.threadId(), "pinned")).hasSize(1);
        JsonNode pin = trace.events(virtual.threadId(), "pinned").get(0);
        assertThat(pin.get("dur").asDouble()).isEqualTo(5_000);
        assertThat(pin.get("args").get("why").asText())
                .isEqualTo("BLOCKED, seen by samples: since at least then, and not over at the end of the trace");
        assertThat(pin.get("args").get("stack").asText())
                .isEqualTo("io.tid.Game$Room.<init>:12 < java.lang.Thread.run");
    }

    private static SeenPinned seen(Thread virtual) {
        SeenPinned event = new SeenPinned();
        event.begin();
        event.carrier = Thread.currentThread();
        event.virtual = virtual;
        event.state = "BLOCKED";
        event.seenNs = 5_000_000;
        return event;
    }

    private static final class SlowToo {
        static final long DONE = slowly();
    }

    @Test
    void shouldPassOverEventsOfTheSameNameWithOtherFields() throws Exception {
        Path file = folder.resolve("x.jfr");
        try (Recording recording = new Recording()) {
            recording.enable(WrongFields.class);
            recording.start();
            new WrongFields().commit();
            recording.dump(file);
        }

        Run run = Run.tid("trace", file.toString(), "--json");

        assertThat(run.code()).isZero();
        assertThat(run.err()).isEqualTo("tid: nothing of virtual threads was recorded\n");
        assertThat(ChromeTrace.of(run.out()).events("mounted")).isEmpty();
    }

    @Test
    void shouldKeepSoManyEventsOfAKindAndSayHowManyItLeftOut() throws Exception {
        Thread virtual = Thread.ofVirtual().unstarted(() -> {});
        Path file = folder.resolve("x.jfr");
        try (Recording recording = new Recording()) {
            recording.enable(Sample.class).withoutStackTrace();
            recording.enable("jdk.VirtualThreadStart");
            recording.start();
            for (int i = 0; i < TraceRecording.MOST + 1_234; i++) {
                Sample sample = new Sample();
                sample.virtual = virtual;
                sample.commit();
            }
            Thread.startVirtualThread(() -> {}).join();
            recording.dump(file);
        }

        TraceRecording flight = TraceRecording.read(file);
        Run run = Run.tid(
                "trace", file.toString(), "-o", folder.resolve("x.json.gz").toString());

        assertThat(flight.leftOut()).isEqualTo(1_234);
        assertThat(flight.events().stream().filter(event -> event.kind() == TraceRecording.Kind.MOUNTED))
                .hasSize(TraceRecording.MOST);
        assertThat(flight.events().stream().filter(event -> event.kind() == TraceRecording.Kind.STARTED))
                .as("another kind")
                .isNotEmpty();
        assertThat(run.err()).startsWith("tid: left out 1,234 events, of kinds with more than 200,000\n");
    }

    @Test
    void shouldSaySoInOneLineWhenTheFileIsNoWholeRecording() throws Exception {
        Path file = folder.resolve("x.jfr");
        byte[] whole = recording();
        Random random = new Random(6);
        for (int i = 0; i < 40; i++) {
            byte[] broken = Arrays.copyOf(whole, i % 4 == 0 ? random.nextInt(whole.length) : whole.length);
            for (int b = 0; b < i && broken.length > 0; b++) {
                broken[random.nextInt(broken.length)] = (byte) random.nextInt();
            }
            Files.write(file, broken);

            Run run = Run.tid("trace", file.toString(), "--json");

            assertThat(run.code()).isIn(0, 1);
            if (run.code() == 1) {
                assertThat(run.err()).startsWith("tid: " + file + ": must be a whole flight recording: ");
                assertThat(run.err().lines()).hasSize(1);
            }
        }
    }

    @Test
    void shouldSaySoInOneLineWhenTheParserEndsWithAnErrorOfTheJvms() throws Exception {
        byte[] bytes = recording();
        int name = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("jdk.CompilationFailure");
        bytes[name + "jdk.".length()] = 1; // an InternalError: not a valid Java type
        Path file = Files.write(folder.resolve("x.jfr"), bytes);

        Run run = Run.tid("trace", file.toString(), "--json");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).startsWith("tid: " + file + ": must be a whole flight recording: ");
        assertThat(run.err().lines()).hasSize(1);
    }

    @Test
    void shouldSayWhichFileIsMissingOrInTheWay() throws Exception {
        Path file = folder.resolve("x.jfr");
        assertThat(Run.tid("trace", file.toString(), "--json").err())
                .isEqualTo("tid: " + file + ": no such file or folder\n");
        Files.write(file, recording());
        Path out = Files.writeString(folder.resolve("out.json"), "mine");

        Run run = Run.tid("trace", file.toString(), "-o", out.toString());

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).isEqualTo("tid: " + out + ": must not exist yet\n");
        assertThat(out).hasContent("mine");
        Path nowhere = folder.resolve("no").resolve("x.json");
        assertThat(Run.tid("trace", file.toString(), "-o", nowhere.toString()).err())
                .isEqualTo("tid: " + nowhere + ": no such file or folder\n");
    }

    private byte[] recording() throws Exception {
        Path file = Files.createTempFile(folder, "whole", ".jfr");
        try (Recording recording = new Recording()) {
            recording.enable("jdk.VirtualThreadStart");
            recording.start();
            Thread.startVirtualThread(() -> {}).join();
            recording.dump(file);
        }
        return Files.readAllBytes(file);
    }

    private static ChromeTrace trace(Path file) throws Exception {
        Run run = Run.tid("trace", file.toString(), "--json");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err()).isEmpty();
        return ChromeTrace.of(run.out());
    }
}
