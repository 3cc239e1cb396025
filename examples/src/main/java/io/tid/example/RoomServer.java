package io.tid.example;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Rooms over HTTP, on the loopback address only, each request on a virtual thread of its own.
 *
 * <pre>
 * POST   /rooms                    opens a room, answers its number
 * POST   /rooms/1/players/ann      ann joins
 * POST   /rooms/1/rolls/ann        ann rolls, answers the roll
 * DELETE /rooms/1                  closes the room, answers who wins
 * </pre>
 */
final class RoomServer implements AutoCloseable {

    private static final Logger LOG = LogManager.getLogger();
    private static final int GRACE_SECONDS = 1;

    private final Map<Integer, Room> rooms = new ConcurrentHashMap<>();
    private final AtomicInteger lastRoom = new AtomicInteger();
    private final ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer http;

    /**
     * Listens and serves.
     *
     * @param port the port; 0 for a free one
     * @throws IOException if the port is in use
     */
    RoomServer(int port) throws IOException {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        http.setExecutor(requests);
        http.createContext("/", this::serve);
        http.start();
        LOG.info("HTTP server listens on {}", uri());
    }

    String uri() {
        return "http://127.0.0.1:" + http.getAddress().getPort();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            try {
                answer(exchange, 200, play(exchange.getRequestMethod(), path(exchange)));
            } catch (Refused e) {
                LOG.warn("refused with {}: {}", e.status(), e.reason());
                answer(exchange, e.status(), e.reason());
            } catch (RuntimeException e) {
                LOG.error("request failed", e);
                answer(exchange, 500, "the server failed; its log says why");
            }
        }
    }

    private static String[] path(HttpExchange exchange) {
        return exchange.getRequestURI().getPath().substring(1).split("/", -1);
    }

    private String play(String method, String[] path) {
        if (!path[0].equals("rooms") || path.length == 3 || path.length > 4) {
            throw new Refused(404, "path must be /rooms, /rooms/N, /rooms/N/players/NAME or /rooms/N/rolls/NAME");
        }
        if (path.length == 1) {
            require("POST", method);
            int id = lastRoom.incrementAndGet();
            rooms.put(id, new Room(id));
            return Integer.toString(id);
        }
        if (path.length == 2) {
            require("DELETE", method);
            return remove(number(path[1])).close();
        }
        require("POST", method);
        Room room = room(number(path[1]));
        return switch (path[2]) {
            case "players" -> {
                room.join(path[3]);
                yield "welcome";
            }
            case "rolls" -> Integer.toString(room.roll(path[3]));
            default -> throw new Refused(404, "a room must be asked for players or rolls");
        };
    }

    private static void require(String method, String asked) {
        if (!asked.equals(method)) {
            throw new Refused(405, "method must be " + method + " here");
        }
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new Refused(400, "room must be a number");
        }
    }

    private Room room(int id) {
        Room room = rooms.get(id);
        if (room == null) {
            throw new Refused(404, "room must be open: room=" + id);
        }
        return room;
    }

    private Room remove(int id) {
        Room room = rooms.remove(id);
        if (room == null) {
            throw new Refused(404, "room must be open: room=" + id);
        }
        return room;
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = (text + "\n").getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    /** Takes no more requests, lets the open ones end for a second, and frees the port. */
    @Override
    public void close() {
        http.stop(GRACE_SECONDS);
        requests.shutdownNow();
        LOG.info("HTTP server stopped");
    }
}
