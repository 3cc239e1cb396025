package io.tid.example;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
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

    private final String server;
    private final HttpClient http = HttpClient.newHttpClient();

    RoomClient(String server) {
        this.server = server;
    }

    /** Opens a room, lets the players join and roll all at once, closes the room and says who won. */
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
        LOG.info("I am {} and want to play in {}", player, room);
        send("POST", room + "/players/" + player);
        return send("POST", room + "/rolls/" + player);
    }

    private String send(String method, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server + path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        var response = http.send(request, BodyHandlers.ofString());
        String text = response.body().strip();
        if (response.statusCode() != 200) {
            throw new IOException(method + " " + path + " was answered with " + response.statusCode() + ": " + text);
        }
        return text;
    }

    @Override
    public void close() {
        http.close();
    }
}
