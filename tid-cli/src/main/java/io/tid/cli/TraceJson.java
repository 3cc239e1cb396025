package io.tid.cli;

import io.tid.Tid;
import io.tid.cli.TraceRecording.Event;
import io.tid.cli.TraceRecording.Kind;
import io.tid.text.Frames;
import io.tid.text.JsonWriter;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A {@link TraceRecording} in Chrome's trace event format, which Perfetto reads, too: process 1 has a lane for each carrier and
 * one for the pins on it, process 2 has what no carrier is known of. It may stand in a page's script.
 */
final class TraceJson {

    private static final int CARRIERS = 1;
    private static final int OTHERS = 2;
    private static final List<Kind> OF_NO_CARRIER = List.of(Kind.STARTED, Kind.ENDED, Kind.REFUSED, Kind.PINNED);
    private static final Set<String> PARKED = Set.of("WAITING", "TIMED_WAITING", "BLOCKED");

    private final TraceRecording recording;
    private final Instant origin;
    private final JsonWriter out;
    private final Map<Long, Integer> lanes = new HashMap<>();

    private TraceJson(TraceRecording recording, JsonWriter out) {
        this.recording = recording;
        this.origin = recording.start();
        this.out = out;
    }

    /** {@code source} is what was traced, in words. */
    static void write(TraceRecording recording, String source, Appendable to) throws IOException {
        JsonWriter out = new JsonWriter(to);
        TraceJson json = new TraceJson(recording, out);
        out.beginObject().member("displayTimeUnit", "ms");
        json.about(source);
        out.line().name("traceEvents").beginArray();
        json.names();
        for (Event event : recording.events()) {
            json.event(event);
        }
        out.line().endArray().endObject();
        to.append('\n');
    }

    private void about(String source) throws IOException {
        out.line().name("otherData").beginObject();
        out.member("source", source).member("start", origin.toString());
        out.member("samples", Long.toString(recording.samples()));
        out.member("longestGapMs", millis(recording.longestGap()));
        out.member("firstSampleMs", millis(recording.firstSample()));
        out.member("recordedMs", millis(recording.recorded()));
        out.member("alive", recording.alive());
        out.member("leftOut", Long.toString(recording.leftOut()));
        out.member(
                "sampled",
                "the slices on carriers: who was there in samples 1 ms apart; so are pins whose reason says so; all else"
                        + " is exact");
        out.endObject();
    }

    private void names() throws IOException {
        name(CARRIERS, 0, "process_name", "carriers (sampled)");
        for (Map.Entry<Long, String> carrier : recording.carriers().entrySet()) {
            int lane = lanes.size() * 2 + 1;
            lanes.put(carrier.getKey(), lane);
            String name = title(carrier.getKey(), carrier.getValue());
            lane(CARRIERS, lane, name);
            lane(CARRIERS, lane + 1, "pinned on " + name);
        }
        name(OTHERS, 0, "process_name", "virtual threads");
        for (Kind kind : OF_NO_CARRIER) {
            lane(OTHERS, lane(kind), word(kind));
        }
    }

    private void lane(int process, int lane, String name) throws IOException {
        name(process, lane, "thread_name", name);
        begin("M", process, lane).member("name", "thread_sort_index");
        out.name("args").beginObject().member("sort_index", lane).endObject().endObject();
    }

    private void name(int process, int lane, String what, String name) throws IOException {
        begin("M", process, lane).member("name", what);
        out.name("args").beginObject().member("name", name).endObject().endObject();
    }

    private JsonWriter begin(String phase, int process, int lane) throws IOException {
        return out.line()
                .beginObject()
                .member("ph", phase)
                .member("pid", process)
                .member("tid", lane);
    }

    private void event(Event event) throws IOException {
        Integer lane = lanes.get(event.carrier());
        switch (event.kind()) {
            case MOUNTED -> {
                if (lane != null) {
                    span(event, CARRIERS, lane, "left");
                    if (PARKED.contains(event.detail())) {
                        begin("i", "parked", event, event.end(), CARRIERS, lane);
                        out.member("s", "t").name("args").beginObject().member("gid", event.gid());
                        out.endObject().endObject();
                    }
                }
            }
            case PINNED, SEEN_PINNED ->
                span(event, lane == null ? OTHERS : CARRIERS, lane == null ? lane(Kind.PINNED) : lane + 1, "why");
            case STARTED, ENDED, REFUSED -> {
                begin("i", word(event.kind()), event, event.start(), OTHERS, lane(event.kind()));
                out.member("s", "t");
                arguments(event, "why");
            }
        }
    }

    private void span(Event event, int process, int lane, String detail) throws IOException {
        begin("X", word(event.kind()), event, event.start(), process, lane);
        out.member("dur", micros(event.duration()));
        arguments(event, detail);
    }

    private void begin(String phase, String category, Event event, Instant at, int process, int lane)
            throws IOException {
        String name = category.equals("mounted") ? "" : category + " ";
        begin(phase, process, lane).member("cat", category);
        out.member("ts", micros(Duration.between(origin, at)));
        out.member("name", name + title(event.gid(), recording.name(event.gid())));
    }

    /** {@code jdk} has a character for each frame of the stack: 1 where it is the JDK's. */
    private void arguments(Event event, String detail) throws IOException {
        out.name("args").beginObject().member("gid", event.gid());
        if (!event.detail().isEmpty()) {
            out.member(detail, event.detail());
        }
        if (!event.stack().isEmpty()) {
            out.member("at", Screen.where(event.stack()).map(TraceJson::frame).orElse(""));
            out.member("stack", event.stack().stream().map(TraceJson::frame).collect(Collectors.joining(" < ")));
            out.member(
                    "jdk",
                    event.stack().stream()
                            .map(frame -> Frames.isJdk(frame) ? "1" : "0")
                            .collect(Collectors.joining()));
        }
        out.endObject().endObject();
    }

    private static int lane(Kind kind) {
        return OF_NO_CARRIER.indexOf(kind) + 1;
    }

    private static String word(Kind kind) {
        return switch (kind) {
            case MOUNTED -> "mounted";
            case PINNED, SEEN_PINNED -> "pinned";
            case STARTED -> "started";
            case ENDED -> "ended";
            case REFUSED -> "submit failed";
        };
    }

    private static String title(long gid, String name) {
        return name.isEmpty() ? Tid.label(gid) : Tid.label(gid) + " " + name;
    }

    /** Flight Recorder knows no files. */
    private static String frame(StackTraceElement frame) {
        return Display.function(frame) + (frame.getLineNumber() >= 0 ? ":" + frame.getLineNumber() : "");
    }

    private static double micros(Duration time) {
        return time.toNanos() / 1e3;
    }

    private static String millis(Duration time) {
        return Double.toString(micros(time) / 1e3);
    }
}
