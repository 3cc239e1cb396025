package io.tid.cli;

import io.tid.Tid;
import io.tid.cli.TraceRecording.Event;
import io.tid.cli.TraceRecording.Kind;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A {@link TraceRecording} in Chrome's trace event format, which Perfetto reads, too: process 1 has a lane for each carrier and
 * one for the pins on it, process 2 has what no carrier is known of. There is no {@code <} in it, so that it can stand in a
 * page.
 */
final class TraceJson {

    private static final int CARRIERS = 1;
    private static final int OTHERS = 2;
    private static final List<Kind> OF_NO_CARRIER = List.of(Kind.STARTED, Kind.ENDED, Kind.REFUSED, Kind.PINNED);
    private static final Set<String> PARKED = Set.of("WAITING", "TIMED_WAITING", "BLOCKED");

    private final TraceRecording flight;
    private final Instant origin;
    private final Appendable out;
    private final Map<Long, Integer> lanes = new HashMap<>();

    private TraceJson(TraceRecording flight, Appendable out) {
        this.flight = flight;
        this.origin = flight.start();
        this.out = out;
    }

    /** {@code source} is what was traced, in words. */
    static void write(TraceRecording flight, String source, Appendable out) throws IOException {
        TraceJson json = new TraceJson(flight, out);
        json.head(source);
        json.names();
        for (Event event : flight.events()) {
            json.event(event);
        }
        out.append("\n]}\n");
    }

    private void head(String source) throws IOException {
        out.append("{\"displayTimeUnit\":\"ms\",\n\"otherData\":{\"source\":").append(quoted(source));
        out.append(",\"start\":").append(quoted(origin.toString()));
        out.append(",\"samples\":\"" + flight.samples() + "\",\"longestGapMs\":\"");
        out.append(micros(flight.longestGap().dividedBy(1_000)));
        out.append("\",\"firstSampleMs\":\"").append(micros(flight.firstSample().dividedBy(1_000)));
        out.append("\",\"recordedMs\":\"").append(micros(flight.recorded().dividedBy(1_000)));
        out.append("\",\"alive\":\"" + flight.alive());
        out.append("\",\"leftOut\":\"" + flight.leftOut());
        out.append(
                "\",\"sampled\":\"the slices on carriers: who was there at looks 1 ms apart; so are pins whose reason says so; all else is exact\"},\n");
        out.append("\"traceEvents\":[\n");
        out.append(
                "{\"ph\":\"M\",\"pid\":1,\"tid\":0,\"name\":\"process_name\",\"args\":{\"name\":\"carriers (sampled)\"}}");
    }

    private void names() throws IOException {
        for (Map.Entry<Long, String> carrier : flight.carriers().entrySet()) {
            int lane = lanes.size() * 2 + 1;
            lanes.put(carrier.getKey(), lane);
            String name = title(carrier.getKey(), carrier.getValue());
            name(CARRIERS, lane, name);
            name(CARRIERS, lane + 1, "pinned on " + name);
        }
        out.append(
                ",\n{\"ph\":\"M\",\"pid\":2,\"tid\":0,\"name\":\"process_name\",\"args\":{\"name\":\"virtual threads\"}}");
        for (Kind kind : OF_NO_CARRIER) {
            name(OTHERS, lane(kind), word(kind));
        }
    }

    private void name(int process, int lane, String name) throws IOException {
        String place = "\"ph\":\"M\",\"pid\":" + process + ",\"tid\":" + lane;
        out.append(",\n{" + place + ",\"name\":\"thread_name\",\"args\":{\"name\":" + quoted(name) + "}}");
        out.append(",\n{" + place + ",\"name\":\"thread_sort_index\",\"args\":{\"sort_index\":" + lane + "}}");
    }

    private void event(Event event) throws IOException {
        Integer lane = lanes.get(event.carrier());
        switch (event.kind()) {
            case MOUNTED -> {
                if (lane != null) {
                    span(event, CARRIERS, lane, "left");
                    if (PARKED.contains(event.detail())) {
                        begin("i", "parked", event, event.end(), CARRIERS, lane);
                        out.append(",\"s\":\"t\",\"args\":{\"gid\":" + event.gid() + "}}");
                    }
                }
            }
            case PINNED, SEEN_PINNED ->
                span(event, lane == null ? OTHERS : CARRIERS, lane == null ? lane(Kind.PINNED) : lane + 1, "why");
            case STARTED, ENDED, REFUSED -> {
                begin("i", word(event.kind()), event, event.start(), OTHERS, lane(event.kind()));
                out.append(",\"s\":\"t\"");
                arguments(event, "why");
            }
        }
    }

    private void span(Event event, int process, int lane, String detail) throws IOException {
        begin("X", word(event.kind()), event, event.start(), process, lane);
        out.append(",\"dur\":").append(micros(event.duration()));
        arguments(event, detail);
    }

    private void begin(String phase, String category, Event event, Instant at, int process, int lane)
            throws IOException {
        String name = category.equals("mounted") ? "" : category + " ";
        out.append(",\n{\"ph\":\"" + phase + "\",\"cat\":\"" + category + "\",\"pid\":" + process + ",\"tid\":" + lane);
        out.append(",\"ts\":").append(micros(Duration.between(origin, at)));
        out.append(",\"name\":").append(quoted(name + title(event.gid(), flight.name(event.gid()))));
    }

    private void arguments(Event event, String detail) throws IOException {
        out.append(",\"args\":{\"gid\":" + event.gid());
        if (!event.detail().isEmpty()) {
            out.append(",\"" + detail + "\":").append(quoted(event.detail()));
        }
        if (!event.stack().isEmpty()) {
            List<String> frames = new ArrayList<>();
            event.stack().forEach(frame -> frames.add(frame(frame)));
            out.append(",\"at\":")
                    .append(quoted(
                            Screen.where(event.stack()).map(TraceJson::frame).orElse("")));
            out.append(",\"stack\":").append(quoted(String.join(" < ", frames)));
        }
        out.append("}}");
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

    private static String quoted(String text) {
        return Display.quoted(text).replace("<", "\\u003c");
    }

    private static String micros(Duration time) {
        long nanos = time.toNanos();
        return nanos / 1_000 + "." + String.valueOf(1_000 + nanos % 1_000).substring(1);
    }
}
