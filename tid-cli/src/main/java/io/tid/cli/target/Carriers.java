package io.tid.cli.target;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.VarHandle;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Looks at each carrier again and again, and writes down in the flight recording who was on it. Flight Recorder itself
 * does not say when a virtual thread mounts or unmounts.
 *
 * <p>A look reads three fields per carrier, whatever the number of virtual threads: {@code Thread.cont}, which is set
 * while something is mounted, its {@code Continuation.target}, and the virtual thread that the target has captured.
 * They are plain fields that the carrier writes meanwhile, so a look may be late by some nanoseconds; the last two are
 * final.
 */
final class Carriers implements Runnable {

    private static final long PERIOD_NS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final int LOOKS_PER_LIST = 50; // a carrier is found after 50 ms at most

    private static final long SHORTEST_PIN_NS = TimeUnit.MILLISECONDS.toNanos(2); // two samples at least
    private static final long LONG_PIN_NS = TimeUnit.MILLISECONDS.toNanos(100); // worth reading its stack, once
    private static final int MOST_FRAMES = 32;
    private static final Set<Thread.State> WAITING =
            EnumSet.of(Thread.State.WAITING, Thread.State.TIMED_WAITING, Thread.State.BLOCKED);

    private final VarHandle continuation;
    private final VarHandle target;
    private final VarHandle virtual;
    private final Class<?> carrierType;
    // the sampling thread's own, once it is started
    private final Map<Thread, Lane> lanes = new HashMap<>();
    private final Sampled sampled = new Sampled();
    private long last;

    private volatile boolean stopped;

    Carriers() throws ReflectiveOperationException {
        Lookup lookup = MethodHandles.lookup();
        Class<?> type = Class.forName("jdk.internal.vm.Continuation");
        Class<?> task = Class.forName("java.lang.VirtualThread$VThreadContinuation$1", false, null);
        continuation = MethodHandles.privateLookupIn(Thread.class, lookup).findVarHandle(Thread.class, "cont", type);
        target = MethodHandles.privateLookupIn(type, lookup).findVarHandle(type, "target", Runnable.class);
        Field captured = Arrays.stream(task.getDeclaredFields())
                .filter(field -> Thread.class.isAssignableFrom(field.getType()))
                .findFirst()
                .orElseThrow(() -> new NoSuchFieldException("the virtual thread in " + task));
        virtual = MethodHandles.privateLookupIn(task, lookup).unreflectVarHandle(captured);
        carrierType = Class.forName("jdk.internal.misc.CarrierThread", false, null);
    }

    /** What a first sample needs is loaded before the recording runs. */
    void prepare() {
        list();
        lanes.keySet().forEach(this::mountedOn);
        lanes.clear();
    }

    /** The first sample, before another thread has to be scheduled for the rest; once the recording runs. */
    void begin() {
        sampled.begin();
        long start = System.nanoTime();
        sample();
        last = System.nanoTime();
        sampled.firstNs = last - start;
    }

    /** Samples until it is told to stop. */
    @Override
    public void run() {
        while (!stopped) {
            sample();
            long now = System.nanoTime();
            sampled.longestGapNs = Math.max(sampled.longestGapNs, now - last);
            last = now;
            LockSupport.parkNanos(PERIOD_NS);
        }
        lanes.values().forEach(lane -> lane.end(true));
        OptionalLong alive = Counts.virtual();
        sampled.alive = alive.isPresent() ? Long.toString(alive.getAsLong()) : null;
        sampled.commit();
    }

    private void sample() {
        if (sampled.samples++ % LOOKS_PER_LIST == 0) {
            list();
        }
        lanes.values().forEach(Lane::look);
    }

    void stop() {
        stopped = true;
    }

    private void list() {
        List<Lane> gone =
                lanes.values().stream().filter(lane -> !lane.carrier.isAlive()).toList();
        gone.forEach(lane -> {
            lane.end(false);
            lanes.remove(lane.carrier);
        });
        for (Thread thread : Scheduler.platformThreads()) {
            if (thread.getClass() == carrierType) {
                lanes.computeIfAbsent(thread, Lane::new);
            }
        }
    }

    private @Nullable Thread mountedOn(Thread carrier) {
        Object mounted = continuation.getOpaque(carrier);
        return mounted == null ? null : (Thread) virtual.get(target.get(mounted));
    }

    /** A carrier, and who was on it when it was last looked at, perhaps waiting there. */
    private final class Lane {

        private final Thread carrier;
        private @Nullable Mounted now;
        private @Nullable Pinned pin;
        private long pinnedNs;

        Lane(Thread carrier) {
            this.carrier = carrier;
        }

        void look() {
            Thread seen = mountedOn(carrier);
            if (!Objects.equals(seen, now == null ? null : now.virtual)) {
                end(false);
                if (seen != null) {
                    now = new Mounted();
                    now.carrier = carrier;
                    now.virtual = seen;
                    now.begin();
                }
            }
            if (seen != null) {
                lookWhetherItWaits(seen);
            }
        }

        /** By the carrier's state, which takes no lock; an idle carrier waits, too, so who is on it is read once more. */
        private void lookWhetherItWaits(Thread seen) {
            Thread.State state = carrier.getState();
            boolean waits = WAITING.contains(state) && seen.equals(mountedOn(carrier));
            if (!waits) {
                endPin(false);
            } else if (pin == null) {
                pin = new Pinned();
                pin.carrier = carrier;
                pin.virtual = seen;
                pin.state = state.name();
                pin.begin();
                pinnedNs = System.nanoTime();
            } else {
                pin.seenNs = System.nanoTime() - pinnedNs;
                if (pin.frames == null && pin.seenNs > LONG_PIN_NS) {
                    pin.frames = frames(seen);
                }
            }
        }

        void end(boolean atTheEnd) {
            endPin(atTheEnd);
            if (now != null && now.virtual != null) {
                now.end();
                Thread.State state = now.virtual.getState();
                boolean stays = atTheEnd && WAITING.contains(state); // pinned, and has not left
                now.left = stays ? null : state.name();
                now.commit();
                now = null;
            }
        }

        private void endPin(boolean open) {
            if (pin != null && pin.virtual != null && pin.seenNs >= SHORTEST_PIN_NS) {
                pin.open = open;
                if (open && pin.frames == null) {
                    pin.frames = frames(pin.virtual);
                }
                pin.commit();
            }
            pin = null;
        }
    }

    private static String frames(Thread thread) {
        return Arrays.stream(thread.getStackTrace())
                .limit(MOST_FRAMES)
                .map(frame -> frame.getClassName() + "." + frame.getMethodName() + ":" + frame.getLineNumber())
                .collect(Collectors.joining("\n"));
    }
}
