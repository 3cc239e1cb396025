package io.tid.cli;

import io.tid.LogContext;
import io.tid.profile.Threads;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.invoke.MethodHandles;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * What runs in the {@link App}: 200 virtual threads that wait, one with a name that no terminal should see. It answers
 * lines.
 */
@SuppressWarnings("try") // scopes and sockets are open while something runs
final class AppMain {

    private static final boolean IDLE = Boolean.getBoolean("app.idle");
    private static final CountDownLatch NEVER = new CountDownLatch(1);

    private static long evilId;

    private AppMain() {}

    public static void main(String[] args) throws Exception {
        if (!IDLE) {
            try (LogContext.Scope scope = LogContext.current().with("room", "7").open()) {
                park(200);
            }
            evilId = Thread.ofVirtual()
                    .name("\u001b[2Jevil\u202e")
                    .start(AppMain::waitForever)
                    .threadId();
        }
        System.out.println("ready");
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            System.out.println(answer(line));
        }
    }

    private static String answer(String question) throws Exception {
        return switch (question) {
            case "visibility" -> Threads.visibility();
            case "threads" -> names();
            case "leak" -> leak();
            case "spin" -> spin();
            case "sockets" -> sockets();
            case "pin" -> Long.toString(pin());
            case "pin for ever" -> Long.toString(pinForEver());
            case "come and go" -> comeAndGo();
            case "evil id" -> Long.toString(evilId);
            default -> "?";
        };
    }

    /** Of all platform threads but the compilers' and, where virtual threads have run, the carriers: they come and go. */
    private static String names() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> IDLE || !thread.getClass().getSimpleName().equals("CarrierThread"))
                .map(Thread::getName)
                .filter(name -> !name.toLowerCase(Locale.ROOT).contains("compiler"))
                .collect(Collectors.toCollection(TreeSet::new))
                .toString();
    }

    private static String leak() throws Exception {
        CountDownLatch started = new CountDownLatch(30);
        for (int i = 0; i < 30; i++) {
            Thread.startVirtualThread(() -> forgotten(started));
        }
        started.await();
        return "leaked";
    }

    private static void forgotten(CountDownLatch started) {
        started.countDown();
        waitForever();
    }

    private static String spin() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        Thread.startVirtualThread(() -> {
            started.countDown();
            while (true) {
                Thread.onSpinWait();
            }
        });
        started.await();
        return "spins";
    }

    /** A virtual thread that is pinned for 5 ms, again and again: while a class is initialized, as on every JDK. */
    private static long pin() throws Exception {
        byte[] type;
        try (InputStream in = AppMain.class.getResourceAsStream("AppMain$Pinned.class")) {
            type = in.readAllBytes();
        }
        return Thread.ofVirtual()
                .name("</script>pinned")
                .start(() -> {
                    while (true) {
                        try {
                            MethodHandles.lookup().defineHiddenClass(type, true);
                            Thread.sleep(5);
                        } catch (IllegalAccessException | InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                    }
                })
                .threadId();
    }

    /** A virtual thread that waits while a class is initialized, which keeps its carrier on every JDK. */
    private static long pinForEver() throws Exception {
        Thread stuck = Thread.ofVirtual().name("stuck").start(() -> System.out.print(Stuck.DONE));
        while (stuck.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        return stuck.threadId();
    }

    private static final class Stuck {
        static final String DONE = never();

        private static String never() {
            waitForever();
            return "";
        }
    }

    /** Loaded many times over. */
    @SuppressWarnings("UnusedNestedClass") // by its file
    private static final class Pinned {
        static {
            try {
                Thread.sleep(5); // and no single park, which may end early
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Virtual threads that start and end, one after the other. */
    private static String comeAndGo() {
        Thread.ofPlatform().daemon().start(() -> {
            while (true) {
                Thread.startVirtualThread(() -> LockSupport.parkNanos(1_000_000));
                LockSupport.parkNanos(5_000_000);
            }
        });
        return "come and go";
    }

    /** A virtual thread that waits to read from a socket. */
    private static String sockets() throws Exception {
        ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        CountDownLatch connected = new CountDownLatch(1);
        Thread reader = Thread.startVirtualThread(() -> {
            try (Socket socket = new Socket(server.getInetAddress(), server.getLocalPort())) {
                connected.countDown();
                socket.getInputStream().read();
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        connected.await();
        while (reader.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        return "reads";
    }

    private static void park(int count) throws Exception {
        CountDownLatch started = new CountDownLatch(count);
        for (int i = 0; i < count; i++) {
            Thread.startVirtualThread(() -> waiting(started));
        }
        started.await();
    }

    private static void waiting(CountDownLatch started) {
        started.countDown();
        waitForever();
    }

    private static void waitForever() {
        try {
            NEVER.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
