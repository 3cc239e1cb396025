package io.tid.leak;

import io.tid.profile.ThreadSnapshot;
import java.util.List;

/**
 * The threads that are there whatever the application does: the JVM's, the JDK's and the test runners'. They are told
 * by their group or class where that is possible, and by their name where it is not.
 */
final class Known {

    /** The group of {@code main}, which all groups of the application are in. */
    private static final String APPLICATION = "main";

    private static final String COMMON_POOL = "ForkJoinPool.commonPool-worker-";

    private static final List<NamePattern> NAMES = List.of(
            // the thread that runs the program; in a test it is the runner's, and waits for the tests
            name("main"),
            // ends the JVM when main has returned
            name("DestroyJavaVM"),
            // one for the JVM, behind CompletableFuture.orTimeout and delayedExecutor; JDK 21 to 24, then 25
            name("CompletableFutureDelayScheduler"),
            name("ForkJoinPool.commonPool-delayScheduler"),
            // kept a minute for the next child process; they read its exit value
            name("process reaper*"),
            // Flight Recorder's, while it records
            name("JFR *"),
            // JUnit's, for @Timeout, kept to the end of the run
            name("junit-jupiter-timeout-watcher"),
            // Surefire's and Failsafe's, which speak to Maven; also those that stop the JVM when Maven is gone
            name("surefire-forkedjvm-*"),
            // IntelliJ IDEA's, which waits for its stop button
            name("Monitor Ctrl-Break"),
            // Gradle's: the tests' own thread, and what speaks to the daemon
            name("Test worker"),
            name("/127.0.0.1:*"),
            name("/[0:0:0:0:0:0:0:1]:*"),
            // Eclipse's, which speaks to its view of tests
            name("ReaderThread"));

    private Known() {}

    private static NamePattern name(String name) {
        return NamePattern.of("known", name);
    }

    /** By what is known without the stack. */
    static boolean isKnown(Thread thread) {
        if (thread.isVirtual()) {
            return false;
        }
        if (thread.getName().startsWith(COMMON_POOL)) {
            return false; // its stack tells, below; newer JDKs keep these workers in a group of the JVM's
        }
        return isJvms(thread) || isOfJUnit(thread) || NAMES.stream().anyMatch(name -> name.matches(thread.getName()));
    }

    /**
     * Reference Handler, Finalizer, Signal Dispatcher and the handlers of signals, Notification Thread, Attach Listener,
     * Common-Cleaner, pollers, carriers, RMI's: the JVM keeps them in groups of its own, beside that
     * of the application.
     */
    private static boolean isJvms(Thread thread) {
        ThreadGroup group = thread.getThreadGroup();
        if (group == null) {
            return true; // it has just ended
        }
        while (group != null && !group.getName().equals(APPLICATION)) {
            group = group.getParent();
        }
        return group == null;
    }

    /** Whether it is one of JUnit's workers, which run the tests in parallel. */
    static boolean isOfJUnit(Thread thread) {
        return thread.getClass().getName().startsWith("org.junit.platform.");
    }

    /** By its stack too. */
    static boolean isKnown(ThreadSnapshot thread) {
        List<StackTraceElement> stack = thread.stack();
        // the virtual ones among the JDK's pollers, which come with the first socket that a virtual thread waits on
        if (thread.virtual()
                && stack.stream()
                        .anyMatch(frame -> frame.getClassName().equals("sun.nio.ch.Poller")
                                && frame.getMethodName().endsWith("ollerLoop"))) {
            return true;
        }
        // a worker of the common pool that has nothing to do: the JVM's, ended a minute later. One that is stuck is
        // not.
        return isOfCommonPool(thread) && Frames.user(stack).isEmpty();
    }

    static boolean isOfCommonPool(ThreadSnapshot thread) {
        return !thread.virtual() && thread.name().startsWith(COMMON_POOL);
    }
}
