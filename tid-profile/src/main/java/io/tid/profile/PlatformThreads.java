package io.tid.profile;

import java.lang.management.LockInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What the public API tells of platform threads and of no others. */
final class PlatformThreads {

    private PlatformThreads() {}

    /** All live ones, without a stop of the world: the topmost group enumerates the JVM's own too. */
    static Thread[] list() {
        ThreadGroup top = Thread.currentThread().getThreadGroup();
        for (ThreadGroup above = top; above != null; above = above.getParent()) {
            top = above;
        }
        int room = top.activeCount() + 16;
        while (true) {
            Thread[] threads = new Thread[room];
            int found = top.enumerate(threads);
            if (found < room) { // else there may be more: enumerate drops what does not fit
                return Arrays.copyOf(threads, found);
            }
            room *= 2;
        }
    }

    /**
     * The monitor or lock that a platform thread waits for, with its owner; null where it waits for none, and for a
     * carrier, which is never asked about: while the virtual thread that it carries unmounts, the question ends JVMs of 21
     * to 26 (JDK-8346980, JDK-8374820, JDK-8392031). Carriers wait for work, and {@code LockSupport} knows that blocker.
     */
    static @Nullable Waiting waiting(Thread thread, StackTraceElement[] frames) {
        if (mayCarry(thread, frames)) {
            return null;
        }
        ThreadInfo info = ManagementFactory.getThreadMXBean().getThreadInfo(thread.threadId());
        LockInfo lock = info == null ? null : info.getLockInfo();
        return lock == null ? null : new Waiting(lock.getClassName(), Math.max(0, info.getLockOwnerId()));
    }

    /** Known by its class, which no carrier of the JDK's scheduler lacks, and any other one by the frames that it runs. */
    static boolean mayCarry(Thread thread, StackTraceElement[] frames) {
        for (Class<?> type = thread.getClass(); type != Thread.class; type = type.getSuperclass()) {
            if (type.getName().equals("jdk.internal.misc.CarrierThread")) {
                return true;
            }
        }
        for (StackTraceElement frame : frames) {
            if (frame.getClassName().startsWith("java.lang.VirtualThread")
                    || frame.getClassName().equals("jdk.internal.vm.Continuation")) {
                return true;
            }
        }
        return false;
    }

    record Waiting(String className, long ownerId) {}
}
