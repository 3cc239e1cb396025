package io.tid.example;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tid.LogContext;
import io.tid.executor.BoundedExecutor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Rooms over HTTP, on the loopback address only, each request on a virtual thread of its own,
 * and at most {@value #MOST_REQUESTS} at once; who comes then waits to be read.
 *
 * <pre>
 * POST   /rooms                    opens a room, answers its number
 * POST   /rooms/1/players/ann      ann joins
 * POST   /rooms/1/rolls/ann        ann rolls, answers the roll
 * DELETE /rooms/1                  closes the room, answers who wins
 * POST   /leak?n=300               leaves threads behind, see {@link Signal}
 * </pre>
 */
final class RoomServer implements AutoCloseable {

    private static final Logger LOG = LogManager.getLogger();
    static final int MOST_REQUESTS = 100;
    private static final int GRACE_SECONDS = 5;
    private static final Pattern LEAK = Pattern.compile("n=([1-9]\\d{0,3}|10000)");

    private final Rooms rooms;
    private final BoundedExecutor requests = BoundedExecutor.of(MOST_REQUESTS);
    private final HttpServer http;

    /**
     * Takes the port; {@link #start} serves.
     *
     * @param port the port; 0 for a free one
     * @throws java.net.BindException if the port is in use or not allowed
     */
    RoomServer(int port, Rooms rooms) throws IOException {
        this.rooms = rooms;
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        http.setExecutor(requests);
        http.createContext("/", this::serve);
    }

    void start() {
        http.start();
        LOG.info("HTTP server listens on {}", uri());
    }

    String uri() {
        return "http://127.0.0.1:" + http.getAddress().getPort();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            try {
                String path = exchange.getRequestURI().getPath();
                String route = exchange.getRequestMethod() + " /" + path.split("/", 3)[1];
                answer(exchange, 200, LogContext.current().with("route", route).call(() -> play(exchange)));
            } catch (Refused e) {
                LOG.warn("refused with {}: {}", e.status(), e.reason());
                answer(exchange, e.status(), e.reason());
            } catch (RuntimeException | InterruptedException e) {
                LOG.error("request failed", e);
                answer(exchange, 500, "the server failed; its log says why");
            }
        }
    }

    private String play(HttpExchange exchange) throws InterruptedException {
        String[] path = exchange.getRequestURI().getPath().split("/", -1); // the first is what stands before the slash
        if (path.length == 2 && path[1].equals("leak")) {
            require("POST", exchange);
            return leak(exchange.getRequestURI().getQuery());
        }
        if (path.length < 2 || !path[1].equals("rooms") || path.length == 4 || path.length > 5) {
            throw unknownPath(exchange);
        }
        if (path.length == 2) {
            require("POST", exchange);
            return Integer.toString(rooms.open());
        }
        if (path.length == 3) {
            require("DELETE", exchange);
            return rooms.close(path[2]);
        }
        require("POST", exchange);
        Room room = rooms.get(path[2]);
        return switch (path[3]) {
            case "players" -> {
                room.join(path[4]);
                yield "welcome";
            }
            case "rolls" -> Integer.toString(room.roll(path[4]));
            default -> throw unknownPath(exchange);
        };
    }

    private static String leak(@Nullable String query) throws InterruptedException {
        Matcher asked = LEAK.matcher(query == null ? "" : query);
        if (!asked.matches()) {
            throw new Refused(400, "query must be n=1 to n=10000: " + Refused.quoted(query == null ? "" : query));
        }
        int times = Integer.parseInt(asked.group(1));
        for (int signal = 1; signal <= times; signal++) {
            Signal.jump(signal);
        }
        return "took " + times + " signals";
    }

    private static Refused unknownPath(HttpExchange exchange) {
        return new Refused(
                404,
                "path must be /rooms, /rooms/N, /rooms/N/players/NAME, /rooms/N/rolls/NAME or /leak?n=N: "
                        + Refused.quoted(exchange.getRequestURI().getPath()));
    }

    private static void require(String method, HttpExchange exchange) {
        String given = exchange.getRequestMethod();
        if (!given.equals(method)) {
            exchange.getResponseHeaders().set("Allow", method);
            throw new Refused(405, "method must be " + method + " here: " + Refused.quoted(given));
        }
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = (text + "\n").getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(status, -1);
        } else {
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    /** Takes no more requests, gives the open ones five seconds to end, and frees the port. */
    @Override
    public void close() {
        // Not http.stop(GRACE_SECONDS), which can wait that long although no request is open.
        requests.shutdown();
        try {
            if (!requests.awaitTermination(GRACE_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("cuts off requests that are open after {} s", GRACE_SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        http.stop(0);
        requests.shutdownNow();
        LOG.info("HTTP server stopped");
    }
}
