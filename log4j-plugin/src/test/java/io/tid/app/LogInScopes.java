package io.tid.app;

import io.tid.LogContext;
import io.tid.Tid;
import java.util.ArrayList;
import java.util.List;
import org.apache.logging.log4j.CloseableThreadContext;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * An application that the tests run in JVMs of its own: threads log in contexts that last for one line each, and some
 * start a virtual thread there, which inherits it. Each message says what was in the context, who wrote it and who made the
 * writer, so that whoever reads the lines can tell whether the rest of a line is right.
 */
public final class LogInScopes {

    private static final int LINES = 0;
    private static final int THREADS = 1;
    private static final int CHILD_EVERY = 10;
    private static final Logger LOGGER = LogManager.getLogger("app");

    private LogInScopes() {}

    /**
     * Logs and ends.
     *
     * @param args lines of each thread, number of threads, half of them virtual
     */
    public static void main(String[] args) throws InterruptedException {
        int lines = Integer.parseInt(args[LINES]);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < Integer.parseInt(args[THREADS]); i++) {
            threads.add(builder(i).start(() -> log(lines)));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        LogFromManyThreads.LOGGED.countDown();
        LogManager.shutdown();
    }

    private static Thread.Builder builder(int i) {
        return i % 2 == 0 ? Thread.ofPlatform() : Thread.ofVirtual();
    }

    private static void log(int lines) {
        List<Thread> children = new ArrayList<>();
        for (int i = 0; i < lines; i++) {
            int n = i;
            String who = Tid.label() + "." + n;
            Runnable task = () -> {
                say(who, "");
                if (n % CHILD_EVERY < 2) {
                    children.add(startChild(who));
                }
            };
            if (n % 2 == 0) {
                inLogContext(who, task);
            } else {
                inThreadContext(who, task);
            }
        }
        for (Thread child : children) {
            try {
                child.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static Thread startChild(String who) {
        String parent = Tid.label();
        return Thread.startVirtualThread(() -> say(who, parent));
    }

    private static void say(String who, String parent) {
        LOGGER.info("{},{},{}", who, Tid.label(), parent);
    }

    @SuppressWarnings("try") // open is all that the scope is for
    private static void inLogContext(String who, Runnable task) {
        try (LogContext.Scope scope = LogContext.current().with("who", who).open()) {
            task.run();
        }
    }

    @SuppressWarnings("try")
    private static void inThreadContext(String who, Runnable task) {
        try (CloseableThreadContext.Instance scope = CloseableThreadContext.put("who", who)) {
            task.run();
        }
    }
}
