package io.tid.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;
import org.jspecify.annotations.Nullable;

/**
 * What a flight recording tells of virtual threads and their carriers, in the order of time. Anybody may have written
 * the file: no field is taken for granted, and no more than {@value #MOST} events of a kind are kept.
 */
final class TraceRecording {

    static final int MOST = 200_000;
    private static final int DEEPEST = 32;
    private static final Pattern FRAME = Pattern.compile("(?m)^(.+)\\.([^.\n]+):(-?\\d{1,9})$");

    private final List<Event> events = new ArrayList<>();
    private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);
    private final Map<Long, String> names = new TreeMap<>();
    private final Map<Long, String> carriers = new TreeMap<>();
    private long samples;
    private Instant start = Instant.EPOCH;
    private Duration recorded = Duration.ZERO;
    private Duration firstSample = Duration.ZERO;
    private Duration longestGap = Duration.ZERO;
    private String alive = "";

    private TraceRecording() {}

    /** What an event says. */
    enum Kind {
        /** A virtual thread was seen on a carrier, by samples; the detail is its state once it was gone. */
        MOUNTED("tid.Mounted"),
        /** It blocked and kept its carrier; the detail is why. */
        PINNED("jdk.VirtualThreadPinned"),
        /** The same, by samples, where Flight Recorder has no event of it: it is not over, or on a monitor on JDK 21. */
        SEEN_PINNED("tid.Pinned"),
        STARTED("jdk.VirtualThreadStart"),
        ENDED("jdk.VirtualThreadEnd"),
        /** The scheduler did not take it; the detail is why. */
        REFUSED("jdk.VirtualThreadSubmitFailed");

        private static final Map<String, Kind> BY_EVENT = byEvent();

        private final String event;

        Kind(String event) {
            this.event = event;
        }

        private static Map<String, Kind> byEvent() {
            Map<String, Kind> kinds = new TreeMap<>();
            for (Kind kind : values()) {
                kinds.put(kind.event, kind);
            }
            return kinds;
        }
    }

    /** {@code carrier} is 0 where nothing tells it; {@code stack} has the innermost frame first. */
    record Event(
            Kind kind,
            Instant start,
            Duration duration,
            long carrier,
            long gid,
            String detail,
            List<StackTraceElement> stack) {

        Instant end() {
            return start.plus(duration);
        }

        private Event on(long otherCarrier) {
            return new Event(kind, start, duration, otherCarrier, gid, detail, stack);
        }
    }

    static TraceRecording read(Path file) throws IOException {
        TraceRecording flight = new TraceRecording();
        try (RecordingFile recording = new RecordingFile(file)) {
            while (recording.hasMoreEvents()) {
                flight.take(recording.readEvent());
            }
        } catch (RuntimeException | VirtualMachineError broken) { // as its parser ends on such files
            throw new IOException(broken.toString(), broken);
        }
        flight.events.sort(Comparator.comparing(Event::start));
        flight.dropSeenTwice();
        flight.inferCarriers();
        return flight;
    }

    private void take(RecordedEvent event) {
        Kind kind = Kind.BY_EVENT.get(event.getEventType().getName());
        if (kind == null) {
            if (event.getEventType().getName().equals("tid.Sampled")) {
                samples = number(event, "samples");
                start = event.getStartTime();
                recorded = event.getDuration();
                firstSample = Duration.ofNanos(number(event, "firstNs"));
                longestGap = Duration.ofNanos(number(event, "longestGapNs"));
                alive = text(event, "alive").matches("\\d{1,18}") ? text(event, "alive") : "";
            }
            return;
        }
        boolean ours = kind == Kind.MOUNTED || kind == Kind.SEEN_PINNED;
        RecordedThread carrier = thread(event, ours ? "carrier" : "carrierThread");
        RecordedThread thread = thread(event, ours ? "virtual" : "eventThread");
        long gid = kind == Kind.REFUSED ? number(event, "javaThreadId") : id(thread);
        if (gid <= 0 || event.getDuration().isNegative() || counts.merge(kind, 1L, Long::sum) > MOST) {
            return;
        }
        if (kind != Kind.REFUSED) {
            names.putIfAbsent(gid, name(thread));
        }
        if (id(carrier) > 0) {
            carriers.putIfAbsent(id(carrier), name(carrier));
        }
        boolean seen = kind == Kind.SEEN_PINNED;
        events.add(new Event(
                kind,
                event.getStartTime(),
                seen ? Duration.ofNanos(Math.max(0, number(event, "seenNs"))) : event.getDuration(),
                Math.max(0, id(carrier)),
                gid,
                detail(kind, event),
                seen ? stack(text(event, "frames")) : stack(event.getStackTrace())));
    }

    private static String detail(Kind kind, RecordedEvent event) {
        return switch (kind) {
            case MOUNTED -> text(event, "left");
            case PINNED -> text(event, "pinnedReason");
            case REFUSED -> text(event, "exceptionMessage");
            case SEEN_PINNED ->
                (text(event, "state") + ", seen by samples: since at least then, "
                        + (isTrue(event, "open") ? "and not over at the end of the trace" : "and until at least then"));
            case STARTED, ENDED -> "";
        };
    }

    private static boolean isTrue(RecordedEvent event, String field) {
        return event.hasField(field) && event.getValue(field) instanceof Boolean value && value;
    }

    private static @Nullable RecordedThread thread(RecordedEvent event, String field) {
        return event.hasField(field) && event.getValue(field) instanceof RecordedThread thread ? thread : null;
    }

    private static long number(RecordedEvent event, String field) {
        return event.hasField(field) && event.getValue(field) instanceof Number number ? number.longValue() : 0;
    }

    private static String text(RecordedEvent event, String field) {
        return event.hasField(field) && event.getValue(field) instanceof String text ? text : "";
    }

    private static long id(@Nullable RecordedThread thread) {
        return thread == null ? 0 : thread.getJavaThreadId();
    }

    private static String name(@Nullable RecordedThread thread) {
        return thread == null || thread.getJavaName() == null ? "" : thread.getJavaName();
    }

    private static List<StackTraceElement> stack(@Nullable RecordedStackTrace stack) {
        return stack == null
                ? List.of()
                : stack.getFrames().stream()
                        .limit(DEEPEST)
                        .map(frame -> new StackTraceElement(
                                frame.getMethod().getType().getName(),
                                frame.getMethod().getName(),
                                null,
                                frame.getLineNumber()))
                        .toList();
    }

    /** {@code Class.method:line} on each line. */
    private static List<StackTraceElement> stack(String frames) {
        return FRAME.matcher(frames)
                .results()
                .limit(DEEPEST)
                .map(frame ->
                        new StackTraceElement(frame.group(1), frame.group(2), null, Integer.parseInt(frame.group(3))))
                .toList();
    }

    /** What both saw is Flight Recorder's. */
    private void dropSeenTwice() {
        Map<Long, List<Event>> exact = new HashMap<>();
        for (Event event : events) {
            if (event.kind == Kind.PINNED) {
                exact.computeIfAbsent(event.gid, any -> new ArrayList<>()).add(event);
            }
        }
        Map<Long, Integer> next = new HashMap<>(); // both are in the order of time
        events.removeIf(event -> {
            List<Event> own = event.kind == Kind.SEEN_PINNED ? exact.getOrDefault(event.gid, List.of()) : List.of();
            int at = next.getOrDefault(event.gid, 0);
            while (at < own.size() && !own.get(at).end().isAfter(event.start)) {
                at++;
            }
            next.put(event.gid, at);
            return at < own.size() && own.get(at).start.isBefore(event.end());
        });
    }

    /** JDK 21 does not say what a pinned thread holds; the sample of the same time does. */
    private void inferCarriers() {
        Map<Long, NavigableMap<Instant, Event>> mounted = new HashMap<>();
        for (Event event : events) {
            if (event.kind == Kind.MOUNTED) {
                mounted.computeIfAbsent(event.gid, any -> new TreeMap<>()).put(event.start, event);
            }
        }
        events.replaceAll(event -> {
            if (event.kind != Kind.PINNED || event.carrier > 0) {
                return event;
            }
            NavigableMap<Instant, Event> own = mounted.get(event.gid);
            Map.Entry<Instant, Event> last = own == null ? null : own.lowerEntry(event.end());
            return last != null && last.getValue().end().isAfter(event.start)
                    ? event.on(last.getValue().carrier)
                    : event;
        });
    }

    List<Event> events() {
        return events;
    }

    /** By id. */
    Map<Long, String> carriers() {
        return carriers;
    }

    /** Of a virtual thread; many have none. */
    String name(long gid) {
        return names.getOrDefault(gid, "");
    }

    /** How often the carriers were looked at; 0 in a recording that {@code tid} has not made. */
    long samples() {
        return samples;
    }

    /** When the recording began, or the first event where that is not told. */
    Instant start() {
        Instant first = events.isEmpty() ? start : events.get(0).start();
        return samples == 0 || first.isBefore(start) ? first : start;
    }

    /** How long it was; zero where that is not told. */
    Duration recorded() {
        return recorded;
    }

    /** From the start to the first sample. */
    Duration firstSample() {
        return firstSample;
    }

    /** How many virtual threads were alive at the end; empty where that is not known. */
    String alive() {
        return alive;
    }

    Duration longestGap() {
        return longestGap;
    }

    /** Events that there were too many of. */
    long leftOut() {
        return counts.values().stream()
                .mapToLong(count -> Math.max(0, count - MOST))
                .sum();
    }
}
