package io.tid.example;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** Plays rooms against a server, each player on a virtual thread of its own. */
final class RoomClient implements AutoCloseable {

    private static final Logger LOG = LogManager.getLogger();

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String server;
    private final HttpClient http = HttpClient.newHttpClient();

    RoomClient(String server) {
        this.server = server;
    }

    /**
     * Opens a room, lets the players join and roll all at once, and closes the room.
     *
     * @return who won
     * @throws ExecutionException if a player failed, with the reason
     */
    String play(List<String> players) throws IOException, InterruptedException, ExecutionException {
        String room = "/rooms/" + send("POST", "/rooms");
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> games = players.stream()
                    .<Future<?>>map(player -> threads.submit(() -> joinAndRoll(room, player)))
                    .toList();
            for (Future<?> game : games) {
                game.get();
            }
        }
        return send("DELETE", room);
    }

    private String joinAndRoll(String room, String player) throws IOException, InterruptedException {
        LOG.info("{} wants to play in {}", player, room);
        join(room, player);
        return send("POST", room + "/rolls/" + player);
    }

    /** Joins a room, such as {@code /rooms/1}; a rule that forbids it comes back as {@link Refused}. */
    void join(String room, String player) throws IOException, InterruptedException {
        send("POST", room + "/players/" + player);
    }

    private String send(String method, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server + path))
                .timeout(PATIENCE)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
        int status = response.statusCode();
        String text = response.body().strip();
        if (status >= 400 && status < 500) {
            throw new Refused(status, text);
        }
        if (status != 200) {
            throw new IOException(method + " " + path + " was answered with " + status + ": " + text);
        }
        return text;
    }

    @Override
    public void close() {
        http.close();
    }
}
