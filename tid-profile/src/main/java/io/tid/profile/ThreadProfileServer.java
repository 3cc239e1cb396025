package io.tid.profile;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A small HTTP server with nothing but a {@link ThreadProfileHandler}.
 *
 * {@snippet :
 * ThreadProfileServer server = ThreadProfileServer.start(6060);
 * // then: http://localhost:6060/debug/threads
 * // or:   go tool pprof http://localhost:6060/debug/pprof/threads
 * }
 *
 * <p>It listens on the loopback interface; {@link #start(InetSocketAddress, String)} is the one way to another. Its
 * threads are platform threads, so that it answers when virtual threads are stuck, and daemons, so that the application
 * ends when it wants to: one that listens, and while there are requests up to eight more.
 */
public final class ThreadProfileServer implements AutoCloseable {

    private static final int THREADS = 8;

    private final HttpServer server;
    private final ThreadPoolExecutor executor;

    private ThreadProfileServer(HttpServer server, ThreadPoolExecutor executor) {
        this.server = server;
        this.executor = executor;
    }

    /**
     * Starts a server that this machine can ask.
     *
     * @param port the port, or 0 for any that is free
     * @return the server, running
     * @throws IOException if the port is taken
     * @throws IllegalArgumentException if {@code port} is not from 0 to 65535
     */
    public static ThreadProfileServer start(int port) throws IOException {
        return start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port), ThreadProfileHandler.forThisMachine());
    }

    /**
     * Starts a server that others can ask, who have the token. It speaks plain HTTP: where others can listen on the way,
     * put it behind TLS.
     *
     * @param address where to listen
     * @param token the secret, at least 16 characters, see {@link ThreadProfileHandler#withToken}
     * @return the server, running
     * @throws IOException if it cannot listen there
     * @throws IllegalArgumentException if {@code token} is shorter
     */
    public static ThreadProfileServer start(InetSocketAddress address, String token) throws IOException {
        return start(address, ThreadProfileHandler.withToken(token));
    }

    private static ThreadProfileServer start(InetSocketAddress address, ThreadProfileHandler handler)
            throws IOException {
        HttpServer server = HttpServer.create(address, 0);
        ThreadPoolExecutor executor = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                5,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                Thread.ofPlatform().daemon().name("tid-profile-", 0).factory());
        executor.allowCoreThreadTimeOut(true);
        server.setExecutor(executor);
        server.createContext("/debug/", handler);
        startFromADaemon(server);
        return new ThreadProfileServer(server, executor);
    }

    /** The server's listening thread is a daemon if the thread that starts it is, and there is no other way to say so. */
    private static void startFromADaemon(HttpServer server) {
        Thread starter = Thread.ofPlatform().daemon().name("tid-profile-start").start(server::start);
        boolean interrupted = false;
        while (true) {
            try {
                starter.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * The port it listens on.
     *
     * @return the port
     */
    public int port() {
        return server.getAddress().getPort();
    }

    /** Stops at once, requests in flight included. Closing again is harmless. */
    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
    }

    /** Where it is, such as {@code http://127.0.0.1:6060/debug/threads}. */
    @Override
    public String toString() {
        InetSocketAddress address = server.getAddress();
        String host = address.getAddress().getHostAddress();
        return "http://" + (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + address.getPort() + Page.PATH;
    }
}
