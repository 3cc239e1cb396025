package io.tid.leak;

import io.tid.profile.ThreadSnapshot;
import java.util.List;

/**
 * The threads that are there whatever the application does: the JVM's, the JDK's and the test runners'. They are told
 * by their group or class where that is possible, and by their name where it is not.
 */
final class Known {

    /** The root of all thread groups: the JVM's own threads are in it, but not they alone. */
    private static final String SYSTEM = "system";

    /** The group of the carriers and of their delay scheduler; what a virtual thread starts is never in it. */
    private static final String CARRIERS = "CarrierThreads";

    /** Started by the JVM itself: they have no class of their own, and most have no Java frames. */
    private static final List<NamePattern> STARTED_BY_THE_JVM =
            List.of(name("Signal Dispatcher"), name("Attach Listener"), name("Notification Thread"), name("JDWP *"));

    /** A class of the JVM's own threads, but the application's to close. */
    private static final String WATCH_SERVICE = "FileSystemWatchService";

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

    /** Whose threads end with the JVM, such as {@code Java2D Disposer}: packages of the JDK. */
    private static final List<String> SERVICES = List.of("sun.rmi.", "com.sun.jmx.", "sun.java2d.", "sun.awt.");

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
     * Whether the thread is the JVM's or the JDK's own, known by its class. The group decides nothing by itself: the threads
     * that a virtual thread starts are not in the application's group, nor are those of the common pool's workers on newer
     * JDKs.
     */
    private static boolean isJvms(Thread thread) {
        ThreadGroup group = thread.getThreadGroup();
        if (group == null) {
            return true; // it has just ended
        }
        return (isInternal(thread.getClass()) && !thread.getName().equals(WATCH_SERVICE))
                || group.getName().equals(CARRIERS)
                || (group.getName().equals(SYSTEM)
                        && group.getParent() == null
                        && (isSignalHandler(thread)
                                || STARTED_BY_THE_JVM.stream().anyMatch(name -> name.matches(thread.getName()))));
    }

    /** InnocuousThread and CarrierThread, Reference Handler and Finalizer, JFR's recorder, RMI's and AWT's. */
    private static boolean isInternal(Class<?> type) {
        String name = type.getName();
        return isOfTheJdk(type)
                && (name.startsWith("jdk.internal.misc.")
                        || name.startsWith("java.lang.ref.")
                        || name.startsWith("jdk.jfr.")
                        || name.startsWith("sun.rmi."));
    }

    private static boolean isOfTheJdk(Class<?> type) {
        String module = type.getModule().getName();
        return module != null && (module.startsWith("java.") || module.startsWith("jdk."));
    }

    /** The JVM names the thread of a signal by it: {@code SIGINT handler}. */
    private static boolean isSignalHandler(Thread thread) {
        return thread.getName().startsWith("SIG") && thread.getName().endsWith(" handler");
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
        // a thread of the JMX and RMI servers, or of the desktop module, that runs nothing of the application's
        if (!thread.virtual() && isServiceOfTheJdk(stack)) {
            return true;
        }
        // a library's own, once in a JVM
        if (Library.of(thread).map(Library::isLeftOut).orElse(false)) {
            return true;
        }
        // a worker of the common pool that has nothing to do: the JVM's, ended a minute later. One that is stuck is
        // not.
        return isOfCommonPool(thread) && Frames.user(stack).isEmpty();
    }

    private static boolean isServiceOfTheJdk(List<StackTraceElement> stack) {
        return Frames.user(stack).isEmpty()
                && stack.stream()
                        .map(StackTraceElement::getClassName)
                        .anyMatch(name -> SERVICES.stream().anyMatch(name::startsWith));
    }

    static boolean isOfCommonPool(ThreadSnapshot thread) {
        return !thread.virtual() && thread.name().startsWith(COMMON_POOL);
    }
}
