package io.tid.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tid.profile.ThreadProfile;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoomServerTest {

    private static final String PATHS = "/rooms, /rooms/N, /rooms/N/players/NAME, /rooms/N/rolls/NAME or /leak?n=N";

    private final Rooms rooms = new Rooms();
    private final RoomServer server;
    private final HttpClient http = HttpClient.newHttpClient();

    RoomServerTest() throws IOException {
        server = new RoomServer(0, rooms);
        server.start();
    }

    @AfterEach
    void stop() {
        http.close();
        server.close();
    }

    private String send(String method, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.uri() + path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        var response = http.send(request, BodyHandlers.ofString());
        return response.statusCode() + " " + response.body().strip();
    }

    @Test
    void shouldPlayARoomFromOpenToClose() throws Exception {
        try (RoomClient client = new RoomClient(server.uri())) {
            assertThat(client.play(List.of("ann", "bob", "cleo"))).matches("(ann|bob|cleo) wins with [1-6]");
        }
        assertThat(send("POST", "/rooms/1/players/late")).isEqualTo("404 room must be open: room=1");
    }

    @Test
    void shouldCloseAnEmptyRoomWhenAsked() throws Exception {
        assertThat(send("POST", "/rooms")).isEqualTo("200 1");
        assertThat(send("DELETE", "/rooms/1")).isEqualTo("200 nobody wins");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "GET    | /                   | 404 path must be " + PATHS + ": \"/\"",
                "GET    | /rooms/1/players    | 404 path must be " + PATHS + ": \"/rooms/1/players\"",
                "POST   | /rooms/1/chairs/ann | 404 path must be " + PATHS + ": \"/rooms/1/chairs/ann\"",
                "GET    | /leak?n=3           | 405 method must be POST here: \"GET\"",
                "POST   | /leak               | 400 query must be n=1 to n=10000: \"\"",
                "POST   | /leak?n=0           | 400 query must be n=1 to n=10000: \"n=0\"",
                "POST   | /leak?n=10001       | 400 query must be n=1 to n=10000: \"n=10001\"",
                "GET    | /rooms              | 405 method must be POST here: \"GET\"",
                "POST   | /rooms/1            | 405 method must be DELETE here: \"POST\"",
                "DELETE | /rooms/1/rolls/ann  | 405 method must be POST here: \"DELETE\"",
                "DELETE | /rooms/7            | 404 room must be open: room=7",
                "DELETE | /rooms/x            | 404 room must be a number: \"x\"",
                "DELETE | /rooms/99999999999  | 404 room must be a number: \"99999999999\"",
                "POST   | /rooms/1/players/   | 400 name must be 1 to 20 letters or digits: \"\"",
                "POST   | /rooms/1/players/a%0A%1Bb | 400 name must be 1 to 20 letters or digits: \"a\\u000a\\u001bb\"",
                "POST   | /rooms/1/players/%C3%A9 | 400 name must be 1 to 20 letters or digits: \"\\u00e9\"",
                "POST   | /rooms/1/players/abcdefghijklmnopqrstuvwxyz"
                        + "| 400 name must be 1 to 20 letters or digits: \"abcdefghijklmnopqrstuvwx\" of 26 characters",
                "POST   | /rooms/1/players/ann| 409 name must be new in the room: name=ann room=1",
                "POST   | /rooms/1/rolls/bob  | 400 player must join before a roll: name=bob room=1"
            })
    void shouldRefuseWithTheRuleWhenARequestBreaksIt(String method, String path, String answer) throws Exception {
        send("POST", "/rooms");
        send("POST", "/rooms/1/players/ann");

        assertThat(send(method, path)).isEqualTo(answer);
    }

    @Test
    void shouldRefuseASecondRollAndANinthPlayer() throws Exception {
        send("POST", "/rooms");
        for (int player = 1; player <= 8; player++) {
            assertThat(send("POST", "/rooms/1/players/p" + player)).isEqualTo("200 welcome");
        }
        send("POST", "/rooms/1/rolls/p1");

        assertThat(send("POST", "/rooms/1/rolls/p1")).isEqualTo("400 player must roll once: name=p1 room=1");
        assertThat(send("POST", "/rooms/1/players/p9")).isEqualTo("409 room must have at most 8 players: room=1");
    }

    /** The threads stay until the JVM ends; nobody can reach what they wait for. */
    @Test
    void shouldLeaveTwoThreadsForEachSignalWhenAskedToLeak() throws Exception {
        ThreadProfile before = ThreadProfile.take();

        assertThat(send("POST", "/leak?n=150")).isEqualTo("200 took 150 signals");

        await(() -> leftSince(before).contains("# threads: 300 virtual WAITING"));
        assertThat(leftSince(before)).contains("io.tid.example.Signal.offer(Signal.java:");
    }

    private static String leftSince(ThreadProfile before) {
        StringWriter text = new StringWriter();
        try {
            ThreadProfile.take().minus(before).writeText(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    @Test
    void shouldListenOnTheLoopbackAddressOnly() {
        assertThat(server.uri()).startsWith("http://127.0.0.1:");
    }

    @Test
    void shouldRefuseAPortInUse() {
        int port = URI.create(server.uri()).getPort();

        assertThatExceptionOfType(BindException.class).isThrownBy(() -> new RoomServer(port, rooms));
    }

    @Test
    void shouldNameTheAllowedMethodInItsHeaderWhenItRefusesAnother() throws Exception {
        HttpRequest head = HttpRequest.newBuilder(URI.create(server.uri() + "/rooms"))
                .method("HEAD", HttpRequest.BodyPublishers.noBody())
                .build();

        var response = http.send(head, BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().allValues("Allow")).containsExactly("POST");
    }

    @Test
    void shouldOpenAtMostAThousandRoomsAndAgainOneWhenOneIsClosed() throws Exception {
        for (int room = 1; room <= Rooms.MOST_OPEN; room++) {
            rooms.open();
        }
        assertThat(send("POST", "/rooms")).isEqualTo("503 rooms must be at most 1000 at once: close one first");

        send("DELETE", "/rooms/7");

        assertThat(send("POST", "/rooms")).isEqualTo("200 1001");
    }

    @Test
    void shouldRefuseARequestThatFoundTheRoomBeforeItWasClosed() {
        Room room = new Room(5);
        room.join("ann");
        room.close();

        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> room.roll("ann"))
                .withMessage("room must be open: room=5");
    }

    @Test
    void shouldLetAnOpenRequestEndWhenItStops() throws Exception {
        rooms.open();
        CompletableFuture<String> join;
        Thread stopping;
        ReentrantLock busy = rooms.get("1").lock;
        busy.lock();
        try {
            join = CompletableFuture.supplyAsync(() -> sendUnchecked("/rooms/1/players/ann"));
            await(busy::hasQueuedThreads);
            stopping = Thread.ofPlatform().start(server::close);
            await(this::takesNoMoreRequests);
        } finally {
            busy.unlock();
        }
        assertThat(join.get(60, TimeUnit.SECONDS)).isEqualTo("200 welcome");
        stopping.join();
    }

    private String sendUnchecked(String path) {
        try {
            return send("POST", path);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean takesNoMoreRequests() {
        try {
            sendUnchecked("/");
            return false;
        } catch (IllegalStateException closed) {
            return true;
        }
    }

    private static void await(BooleanSupplier condition) {
        Instant end = Instant.now().plusSeconds(60);
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).isBefore(end);
            Thread.onSpinWait();
        }
    }
}
