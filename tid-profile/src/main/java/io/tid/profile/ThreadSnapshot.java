package io.tid.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * What one thread was doing at one moment.
 *
 * {@snippet :
 * for (ThreadSnapshot thread : ThreadSnapshot.take()) {
 *     System.out.println(thread); // thread 60 [WAITING on java.util.concurrent.SynchronousQueue, virtual]
 * }
 * }
 *
 * <p>The parts are read one after the other while the thread runs on, so of a busy thread the state may be some
 * microseconds younger than the stack; they are all of the same thread. A snapshot is a value and does not refer to the
 * thread. Names and labels are as the application chose them: {@link #toString()} and everything that this library
 * prints escapes them, other readers have to.
 *
 * @param id the thread's id, as {@code io.tid.Tid} gives it
 * @param name its name; empty for most virtual threads
 * @param virtual whether it is a virtual thread
 * @param daemon whether the JVM ends without waiting for it; true for every virtual thread
 * @param state its state
 * @param waitsOn the class of what it waits on, such as {@code java.util.concurrent.CountDownLatch}; null where it does
 *     not wait or the JVM does not tell, which it does not for a virtual thread that waits for a monitor
 * @param lockOwnerId the id of the thread that holds what it waits on, or 0 where none does or the JVM does not tell
 * @param stack its frames, innermost first; empty for a thread that is just starting or
 *     ending, and for those of the JVM itself that run no Java code
 * @param container what holds the thread, such as an executor, as the JVM names it; empty where the JVM does not tell
 * @param carrierId the id of the platform thread that a virtual thread is mounted on; 0 where it is not mounted, and
 *     where {@code java.base/java.lang} is not open to this library
 * @param parentId the id of the thread that started it, or 0 where unknown
 * @param creator the line of code that started it, or null where unknown; known with {@code -Dtid.lineage=creator}
 * @param labels the {@code io.tid.LogContext} it works in, or empty where unknown or empty; like {@code creator}, and
 *     {@code parentId} of threads without an owning scope, known where {@code java.base/java.lang} is open to this library
 */
@SuppressWarnings("exports") // who has no JSpecify reads the annotations as comments
public record ThreadSnapshot(
        long id,
        String name,
        boolean virtual,
        boolean daemon,
        Thread.State state,
        @Nullable String waitsOn,
        long lockOwnerId,
        List<StackTraceElement> stack,
        String container,
        long carrierId,
        long parentId,
        @Nullable StackTraceElement creator,
        Map<String, String> labels) {

    /** Copies stack and labels, unless they are immutable already. */
    public ThreadSnapshot {
        stack = List.copyOf(stack);
        labels = Map.copyOf(labels);
    }

    /**
     * Every live thread but the calling one, in no order; {@link Threads#forEach} does the same without keeping them.
     *
     * @return the snapshots, of platform threads only where {@link Threads#visibility()} says so
     */
    public static List<ThreadSnapshot> take() {
        return take(Integer.MAX_VALUE);
    }

    /**
     * The same with the innermost frames only.
     *
     * @param depthFrames the most frames to keep of each stack, at least 1
     * @return the snapshots
     * @throws IllegalArgumentException if {@code depthFrames} is less than 1
     */
    public static List<ThreadSnapshot> take(int depthFrames) {
        List<ThreadSnapshot> all = new ArrayList<>();
        new ThreadWalk(depthFrames, true, thread -> true).forEach(all::add);
        return all;
    }

    /** Reads a thread, or answers null if it is not alive. */
    static @Nullable ThreadSnapshot read(
            Thread thread, String container, long ownerId, @Nullable Contexts contexts, ThreadWalk walk) {
        StackTraceElement[] frames = thread.getStackTrace();
        Thread.State state = thread.getState();
        if (state == Thread.State.TERMINATED || state == Thread.State.NEW) {
            return null;
        }
        String waitsOn = null;
        long lockOwnerId = 0;
        if (walk.details() && state != Thread.State.RUNNABLE) {
            waitsOn = blockerName(thread);
            PlatformThreads.Waiting waiting = thread.isVirtual() ? null : PlatformThreads.waiting(thread, frames);
            if (waiting != null) {
                waitsOn = waitsOn == null ? waiting.className() : waitsOn;
                lockOwnerId = waiting.ownerId();
            }
        }
        long carrierId = walk.details() ? carrierId(thread, state) : 0;
        Contexts.Origin origin = contexts == null ? Contexts.Origin.UNKNOWN : contexts.of(thread);
        return new ThreadSnapshot(
                thread.threadId(),
                thread.getName(),
                thread.isVirtual(),
                thread.isDaemon(),
                state,
                waitsOn,
                lockOwnerId,
                walk.cut(frames),
                container,
                carrierId,
                origin.parentId() > 0 ? origin.parentId() : ownerId,
                origin.creator(),
                origin.labels());
    }

    /** Of a thread that waits, looked at twice: one that was mounted just after its state was read is not pinned. */
    private static long carrierId(Thread thread, Thread.State state) {
        long carrierId = Internals.carrierId(thread);
        if (carrierId == 0 || state == Thread.State.RUNNABLE) {
            return carrierId;
        }
        boolean stays = thread.getState() == state && Internals.carrierId(thread) == carrierId;
        return stays ? carrierId : 0;
    }

    /**
     * Whether it keeps its carrier from other virtual threads although it waits: pinned by a native frame, by a class
     * that is being initialized, before JDK 24 by {@code synchronized} too; or in the middle of the JVM's own work.
     *
     * @return whether it is mounted and waits; false where {@code carrierId} is unknown
     */
    public boolean pinned() {
        return carrierId > 0 && state != Thread.State.RUNNABLE;
    }

    /** Synchronizers wait on nested classes of their own: for a reader, a {@code ReentrantLock$NonfairSync} is a lock. */
    private static @Nullable String blockerName(Thread thread) {
        Object blocker = LockSupport.getBlocker(thread);
        if (blocker == null) {
            return null;
        }
        if (blocker instanceof java.util.concurrent.locks.Condition) {
            return "java.util.concurrent.locks.Condition";
        }
        Class<?> type = blocker.getClass();
        boolean ofJdk = type.getModule() == Object.class.getModule();
        return (ofJdk ? type.getNestHost() : type).getName();
    }

    /** The first line of this thread in a list of threads, without the colon; what others chose is escaped. */
    @Override
    public String toString() {
        return ThreadText.header(this);
    }
}
