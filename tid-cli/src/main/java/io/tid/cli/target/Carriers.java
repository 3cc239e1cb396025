package io.tid.cli.target;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.VarHandle;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
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

    private final VarHandle continuation;
    private final VarHandle target;
    private final VarHandle virtual;
    private final Class<?> carrierType;
    private final Map<Thread, Lane> lanes = new HashMap<>(); // the sampling thread's own

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

    /** Samples until it is told to stop. */
    @Override
    public void run() {
        Sampled sampled = new Sampled();
        long last = System.nanoTime();
        while (!stopped) {
            if (sampled.samples++ % LOOKS_PER_LIST == 0) {
                list();
            }
            lanes.values().forEach(Lane::look);
            long now = System.nanoTime();
            sampled.longestGapNs = Math.max(sampled.longestGapNs, now - last);
            last = now;
            LockSupport.parkNanos(PERIOD_NS);
        }
        lanes.values().forEach(Lane::end);
        sampled.commit();
    }

    void stop() {
        stopped = true;
    }

    private void list() {
        List<Lane> gone =
                lanes.values().stream().filter(lane -> !lane.carrier.isAlive()).toList();
        gone.forEach(lane -> {
            lane.end();
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

    /** A carrier, and who was on it when it was last looked at. */
    private final class Lane {

        private final Thread carrier;
        private @Nullable Mounted now;

        Lane(Thread carrier) {
            this.carrier = carrier;
        }

        void look() {
            Thread seen = mountedOn(carrier);
            if (Objects.equals(seen, now == null ? null : now.virtual)) {
                return;
            }
            end();
            if (seen != null) {
                now = new Mounted();
                now.carrier = carrier;
                now.virtual = seen;
                now.begin();
            }
        }

        void end() {
            if (now != null && now.virtual != null) {
                now.end();
                now.left = now.virtual.getState().name();
                now.commit();
                now = null;
            }
        }
    }
}
