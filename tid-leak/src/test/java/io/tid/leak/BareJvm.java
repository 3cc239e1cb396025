package io.tid.leak;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;

/** Makes the JVM start what it starts of its own accord, and says what is taken for a leak then. */
final class BareJvm {

    private BareJvm() {}

    public static void main(String[] args) throws Exception {
        if (args.length > 0) {
            wakeUp();
        }
        if (args.length > 1) {
            Thread.startVirtualThread(BareJvm::stay);
            Thread.ofPlatform().daemon().start(BareJvm::stay);
            ForkJoinPool.commonPool().execute(BareJvm::stay);
        }
        try {
            ThreadLeaks.verifyNone(LeakOption.within(Duration.ofSeconds(args.length > 1 ? 1 : 30)));
            System.out.println("clean");
        } catch (ThreadLeakError e) {
            System.out.println(e.getMessage());
        }
        System.exit(0);
    }

    private static void wakeUp() throws Exception {
        CountDownLatch parallel = new CountDownLatch(4);
        for (int i = 0; i < 4; i++) {
            ForkJoinPool.commonPool().execute(parallel::countDown); // the common pool
        }
        parallel.await();
        CompletableFuture.completedFuture(1).orTimeout(1, TimeUnit.HOURS);
        new CompletableFuture<>()
                .orTimeout(1, TimeUnit.MILLISECONDS)
                .exceptionally(e -> null)
                .join();
        new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-version")
                .redirectErrorStream(true)
                .start()
                .getInputStream()
                .readAllBytes(); // the process reaper
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread reader = Thread.startVirtualThread(() -> readFrom(server)); // the pollers
            try (Socket accepted = server.accept()) {
                while (reader.getState() == Thread.State.NEW || reader.getState() == Thread.State.RUNNABLE) {
                    Thread.sleep(1);
                }
                accepted.getOutputStream().write(1);
            }
            reader.join();
        }
        Thread.startVirtualThread(() -> sleep(1)).join(); // the unparker
        System.gc(); // the cleaner
    }

    private static void readFrom(ServerSocket server) {
        try (Socket socket = new Socket(server.getInetAddress(), server.getLocalPort())) {
            socket.getInputStream().read();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void sleep(long ms) {
        try {
            Thread.sleep(ms);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void stay() {
        sleep(3_600_000);
    }
}
