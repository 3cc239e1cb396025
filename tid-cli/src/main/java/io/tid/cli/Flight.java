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
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;
import org.jspecify.annotations.Nullable;

/**
 * What a flight recording tells of virtual threads and their carriers, in the order of time. Anybody may have written
 * the file: no field is taken for granted, and no more than {@value #MOST} events of a kind are kept.
 */
final class Flight {

    static final int MOST = 200_000;
    private static final int DEEPEST = 32;

    private final List<Event> events = new ArrayList<>();
    private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);
    private final Map<Long, String> names = new TreeMap<>();
    private final Map<Long, String> carriers = new TreeMap<>();
    private long samples;
    private Duration longestGap = Duration.ZERO;

    private Flight() {}

    /** What an event says. */
    enum Kind {
        /** A virtual thread was seen on a carrier, by samples; the detail is its state once it was gone. */
        MOUNTED("tid.Mounted"),
        /** It blocked and kept its carrier; the detail is why. */
        PINNED("jdk.VirtualThreadPinned"),
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

    static Flight read(Path file) throws IOException {
        Flight flight = new Flight();
        try (RecordingFile recording = new RecordingFile(file)) {
            while (recording.hasMoreEvents()) {
                flight.take(recording.readEvent());
            }
        } catch (RuntimeException | VirtualMachineError broken) { // as its parser ends on such files
            throw new IOException(broken.toString(), broken);
        }
        flight.events.sort(Comparator.comparing(Event::start));
        flight.inferCarriers();
        return flight;
    }

    private void take(RecordedEvent event) {
        Kind kind = Kind.BY_EVENT.get(event.getEventType().getName());
        if (kind == null) {
            if (event.getEventType().getName().equals("tid.Sampled")) {
                samples = number(event, "samples");
                longestGap = Duration.ofNanos(number(event, "longestGapNs"));
            }
            return;
        }
        RecordedThread carrier = thread(event, kind == Kind.MOUNTED ? "carrier" : "carrierThread");
        RecordedThread thread = thread(event, kind == Kind.MOUNTED ? "virtual" : "eventThread");
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
        events.add(new Event(
                kind,
                event.getStartTime(),
                event.getDuration(),
                Math.max(0, id(carrier)),
                gid,
                detail(kind, event),
                stack(event.getStackTrace())));
    }

    private static String detail(Kind kind, RecordedEvent event) {
        return switch (kind) {
            case MOUNTED -> text(event, "left");
            case PINNED -> text(event, "pinnedReason");
            case REFUSED -> text(event, "exceptionMessage");
            case STARTED, ENDED -> "";
        };
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
