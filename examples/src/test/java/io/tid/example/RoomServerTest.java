package io.tid.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoomServerTest {

    private final RoomServer server;
    private final HttpClient http = HttpClient.newHttpClient();

    RoomServerTest() throws IOException {
        server = new RoomServer(0);
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
            value = {
                "GET    | /                   | 404 path must be /rooms, /rooms/N, /rooms/N/players/NAME or /rooms/N/rolls/NAME",
                "GET    | /rooms              | 405 method must be POST here",
                "POST   | /rooms/1            | 405 method must be DELETE here",
                "DELETE | /rooms/1/rolls/ann  | 405 method must be POST here",
                "DELETE | /rooms/7            | 404 room must be open: room=7",
                "DELETE | /rooms/x            | 400 room must be a number",
                "POST   | /rooms/1/chairs/ann | 404 a room must be asked for players or rolls",
                "POST   | /rooms/1/players/   | 400 name must be 1 to 20 letters or digits",
                "POST   | /rooms/1/players/a%0Ab | 400 name must be 1 to 20 letters or digits",
                "POST   | /rooms/1/players/abcdefghijklmnopqrstu | 400 name must be 1 to 20 letters or digits",
                "POST   | /rooms/1/rolls/bob  | 404 player must have joined the room: room=1",
                "POST   | /rooms/1/players/ann| 409 name must be new in the room: name=ann room=1"
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

        assertThat(send("POST", "/rooms/1/rolls/p1")).isEqualTo("409 player must roll once: name=p1 room=1");
        assertThat(send("POST", "/rooms/1/players/p9")).isEqualTo("409 room must have at most 8 players: room=1");
    }

    @Test
    void shouldListenOnTheLoopbackAddressOnly() {
        assertThat(server.uri()).startsWith("http://127.0.0.1:");
    }

    @Test
    void shouldRefuseAPortInUse() {
        int port = URI.create(server.uri()).getPort();

        assertThatExceptionOfType(BindException.class).isThrownBy(() -> new RoomServer(port));
    }
}
