package io.tid.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The demo as its users run it: the packaged jar in a JVM of its own, with its own configuration. */
class GameRoomIT {

    static final Pattern LINE =
            Pattern.compile("\\[\\d{4}/\\d{6}\\.\\d{3}:(INFO|WARN):gid-(\\d+):(\\w+\\.java):\\d+] (.+)");

    private static final String SAID_BY_MAIN = "GameRoom .*|game over.*|gus came.*|HTTP server .*";

    private static List<String> output(Process process) throws IOException {
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
    }

    private static List<Matcher> logLines(List<String> output) {
        return output.stream().map(LINE::matcher).filter(Matcher::matches).toList();
    }

    private static List<String> gidsOfLinesThat(List<Matcher> lines, String say) {
        return lines.stream()
                .filter(line -> line.group(4).matches(say))
                .map(line -> line.group(2))
                .toList();
    }

    @Test
    void shouldPrintLinesWithGidsAndCountThemRight() throws Exception {
        Process demo = PackagedDemo.start();

        List<String> output = output(demo);

        assertThat(demo.waitFor()).as(String.join("\n", output)).isZero();
        List<Matcher> lines = logLines(output);
        long gids = lines.stream().map(line -> line.group(2)).distinct().count();
        assertThat(output.subList(0, output.size() - 3))
                .as("all but the closing note")
                .hasSameSizeAs(lines);
        assertThat(output.subList(output.size() - 3, output.size()))
                .containsExactly(
                        "",
                        lines.size() + " lines by " + gids + " threads, each with its own gid: 1 platform, "
                                + (gids - 1) + " virtual (these have no other name).",
                        "The format is set in examples/src/main/resources/log4j2.xml; ./demo --serve stays up.");
    }

    @Test
    void shouldSayWhoSaidItAlthoughAnotherThreadWroteTheLine() throws Exception {
        List<Matcher> lines = logLines(output(PackagedDemo.start()));

        assertThat(gidsOfLinesThat(lines, SAID_BY_MAIN)).hasSize(8);
        assertThat(gidsOfLinesThat(lines, SAID_BY_MAIN).stream().distinct()).hasSize(1);
        assertThat(gidsOfLinesThat(lines, "\\w+ wants to play .*")).hasSize(6).doesNotHaveDuplicates();
        assertThat(gidsOfLinesThat(lines, "\\w+ (joins|rolls) .*")).hasSize(12).doesNotHaveDuplicates();
    }

    @Test
    void shouldServeUntilItIsAskedToEndAndFreeThePort() throws Exception {
        Process demo = PackagedDemo.start("--serve", "0");
        BufferedReader reader = demo.inputReader(StandardCharsets.UTF_8);
        String url = reader.lines()
                .filter(line -> line.contains("try: "))
                .findFirst()
                .orElseThrow()
                .replaceAll(".* (http://127\\.0\\.0\\.1:\\d+)/rooms", "$1");
        try (RoomClient client = new RoomClient(url)) {
            assertThat(client.play(List.of("ann"))).startsWith("ann wins with ");
        }

        demo.toHandle().destroy(); // the process itself would close the stream that is still read

        assertThat(reader.lines().toList()).last().asString().endsWith("HTTP server stopped");
        assertThat(demo.waitFor()).isEqualTo(143);
        int port = Integer.parseInt(url.substring(url.lastIndexOf(':') + 1));
        new ServerSocket(port, 0, InetAddress.getLoopbackAddress()).close();
    }

    @Test
    void shouldTellWhoIsAliveWhenItsRequestsHangInAllPlaces() throws Exception {
        Process demo = PackagedDemo.start("--serve", "0");
        BufferedReader reader = demo.inputReader(StandardCharsets.UTF_8);
        Matcher said = reader.lines()
                .map(Pattern.compile("who is alive: (.*)/debug/threads; .* 'http://127.0.0.1:(\\d+)/leak.*")::matcher)
                .filter(Matcher::find)
                .findFirst()
                .orElseThrow();
        URI profile = URI.create(said.group(1) + "/debug/pprof/threads?debug=1");
        List<Socket> hanging = new ArrayList<>();
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (int i = 0; i <= RoomServer.MOST_REQUESTS; i++) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(said.group(2)));
                hanging.add(socket);
                socket.getOutputStream().write("POST /rooms".getBytes(StandardCharsets.US_ASCII)); // and no more
            }
            String alive;
            do {
                alive = client.send(HttpRequest.newBuilder(profile).build(), BodyHandlers.ofString())
                        .body();
            } while (!alive.contains("io.tid.executor.BoundedExecutor.execute(")); // the listener waits for a place

            String total = alive.replaceFirst("(?s)thread profile: total (\\d+)\\n.*", "$1");
            assertThat(Integer.parseInt(total)).isGreaterThan(RoomServer.MOST_REQUESTS);
        } finally {
            for (Socket socket : hanging) {
                socket.close();
            }
            demo.destroyForcibly();
        }
    }

    @Test
    void shouldSayNothingButThePortWhenItIsInUse() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            Process demo = PackagedDemo.start("--serve", Integer.toString(port));

            assertThat(output(demo))
                    .containsExactly("demo: port " + port + " on 127.0.0.1 must be free: Address already in use");
            assertThat(demo.waitFor()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "65535", "99999999999", "http", ""})
    void shouldNameRuleAndValueWhenThePortIsNone(String port) throws Exception {
        Process demo = PackagedDemo.start("--serve=" + port);

        assertThat(output(demo))
                .containsExactly(
                        "demo: Invalid value for option '--serve': port must be from 0 to 65534: "
                                + Refused.quoted(port),
                        "Try ./demo --help");
        assertThat(demo.waitFor()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--fast", "8080"})
    void shouldNameWhatItDoesNotKnow(String argument) throws Exception {
        Process demo = PackagedDemo.start(argument);

        assertThat(output(demo)).first().asString().startsWith("demo: Un").contains("'" + argument + "'");
        assertThat(demo.waitFor()).isEqualTo(2);
    }

    @Test
    void shouldShowItsOptionsWhenAskedForHelp() throws Exception {
        Process demo = PackagedDemo.start("--help");

        assertThat(output(demo)).first().asString().isEqualTo("Usage: ./demo [--help] [--serve[=PORT]]");
        assertThat(demo.waitFor()).isZero();
    }
}
