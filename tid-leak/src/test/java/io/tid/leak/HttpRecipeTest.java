package io.tid.leak;

import static org.assertj.core.api.Assertions.assertThat;

import io.tid.profile.ThreadSnapshot;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The JDK's HTTP client against a server with a thread for each connection, kept alive and not. */
@Timeout(120)
class HttpRecipeTest {

    private static final LeakOption PATIENT = LeakOption.within(Duration.ofSeconds(60));

    private final LeakOption before = LeakOption.ignoreCurrent();

    /** Answers every request with nothing, on a virtual thread for each connection. */
    private static final class Server implements AutoCloseable {

        private final ServerSocket socket = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
        private final boolean keepAlive;

        Server(boolean keepAlive) throws IOException {
            this.keepAlive = keepAlive;
            Thread.startVirtualThread(this::acceptAll);
        }

        URI uri() {
            return URI.create("http://" + socket.getInetAddress().getHostAddress() + ":" + socket.getLocalPort() + "/");
        }

        private void acceptAll() {
            try {
                while (true) {
                    Socket connection = socket.accept();
                    Thread.startVirtualThread(() -> serve(connection));
                }
            } catch (IOException closed) {
                // the end
            }
        }

        private void serve(Socket connection) {
            try (connection) {
                BufferedReader requests = new BufferedReader(
                        new InputStreamReader(connection.getInputStream(), StandardCharsets.US_ASCII));
                boolean more = true;
                while (more && readRequest(requests)) {
                    String close = keepAlive ? "" : "Connection: close\r\n";
                    connection
                            .getOutputStream()
                            .write(("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n" + close + "\r\n")
                                    .getBytes(StandardCharsets.US_ASCII));
                    more = keepAlive;
                }
            } catch (IOException gone) {
                // the client's affair
            }
        }

        private static boolean readRequest(BufferedReader requests) throws IOException {
            @Nullable String line = requests.readLine();
            while (line != null && !line.isEmpty()) {
                line = requests.readLine();
            }
            return line != null;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private static void ask(HttpClient client, Server server) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(server.uri())
                .version(HttpClient.Version.HTTP_1_1)
                .build();
        assertThat(client.send(request, BodyHandlers.discarding()).statusCode()).isEqualTo(200);
    }

    private List<ThreadSnapshot> serving() {
        return ThreadLeaks.find(before, LeakOption.within(Duration.ZERO)).stream()
                .filter(thread -> Frames.has(thread.stack(), Server.class.getName(), "serve"))
                .toList();
    }

    @Test
    void shouldBeCleanWhenTheClientIsClosed() throws Exception {
        try (Server server = new Server(true);
                HttpClient client = HttpClient.newHttpClient()) {
            ask(client, server);
        }

        ThreadLeaks.verifyNone(before, PATIENT);
    }

    @Test
    void shouldFindTheServersThreadWhileTheConnectionIsKeptAlive() throws Exception {
        try (Server server = new Server(true);
                HttpClient client = HttpClient.newHttpClient()) {
            ask(client, server);
            Leftovers.awaitKind(before, Kind.READ);

            assertThat(serving())
                    .singleElement()
                    .satisfies(thread -> assertThat(Kind.of(thread)).isEqualTo(Optional.of(Kind.READ)));
        }
    }

    @Test
    void shouldFindNoThreadOfTheServersWhenConnectionsAreNotKeptAlive() throws Exception {
        try (Server server = new Server(false);
                HttpClient client = HttpClient.newHttpClient()) {
            ask(client, server);

            ThreadLeaks.verifyNone(
                    before,
                    PATIENT,
                    LeakOption.ignoreName("HttpClient-*"),
                    LeakOption.ignoreAnyFunction(Server.class.getName() + ".acceptAll"));
            assertThat(serving()).isEmpty();
        }
    }

    @Test
    void shouldNameTheClientThatWasNotClosed() throws Exception {
        try (Server server = new Server(false);
                HttpClient client = HttpClient.newHttpClient()) {
            ask(client, server);
            Leftovers.awaitKind(before, Kind.HTTP_CLIENT);

            assertThat(ThreadLeaks.find(before, LeakOption.within(Duration.ZERO)))
                    .anyMatch(thread -> Kind.of(thread).equals(Optional.of(Kind.HTTP_CLIENT)))
                    .noneMatch(thread -> thread.name().isEmpty() && !thread.virtual());
        }
    }
}
