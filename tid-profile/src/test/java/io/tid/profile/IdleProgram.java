package io.tid.profile;

import java.lang.management.ManagementFactory;
import java.lang.reflect.Field;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Tells what runs and waits in a fresh JVM: at first, with every class of the library initialized, after a profile. */
final class IdleProgram {

    private IdleProgram() {}

    public static void main(String[] args) throws Exception {
        running(); // what telling itself starts
        System.out.println("at first: " + running());
        for (String name : List.of(System.getProperty("idle.classes").split(","))) {
            Class.forName(name);
        }
        System.out.println("initialized: " + running());
        Class<?> profile = Class.forName("io.tid.profile.ThreadProfile"); // by name, to be first loaded above
        profile.getMethod("take").invoke(null);
        System.out.println("profiled: " + running());
    }

    /** Threads that ended count as started. */
    private static String running() throws ReflectiveOperationException {
        TreeSet<String> threads = new TreeSet<>();
        Thread.getAllStackTraces().keySet().forEach(thread -> threads.add(thread.getName()));
        Field hooks = Class.forName("java.lang.ApplicationShutdownHooks").getDeclaredField("hooks");
        hooks.setAccessible(true);
        return threads + ", started " + ManagementFactory.getThreadMXBean().getTotalStartedThreadCount()
                + ", shutdown hooks " + ((Map<?, ?>) hooks.get(null)).size()
                + ", handler " + Thread.getDefaultUncaughtExceptionHandler();
    }
}
