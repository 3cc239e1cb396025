package io.tid.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The demo as its users run it: a JVM of its own, with its own configuration. */
@Timeout(60)
class GameRoomTest {

    private static final Pattern LINE =
            Pattern.compile("\\[\\d{4}/\\d{6}\\.\\d{3}:(INFO|WARN):gid-(\\d+):(\\w+\\.java):\\d+] (.+)");

    private static Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", classPathWithoutTests()));
        command.add("io.tid.example.GameRoom");
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private static String classPathWithoutTests() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.endsWith("test-classes"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static List<String> output(Process process) throws IOException {
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
    }

    private static List<Matcher> logLines(List<String> output) {
        return output.stream().map(LINE::matcher).filter(Matcher::matches).toList();
    }

    @Test
    void shouldPrintLinesWithGidsAndCountThemRight() throws Exception {
        Process demo = start();

        List<String> output = output(demo);

        assertThat(demo.waitFor()).as(String.join("\n", output)).isZero();
        List<Matcher> lines = logLines(output);
        long gids = lines.stream().map(line -> line.group(2)).distinct().count();
        assertThat(lines).hasSize(31);
        assertThat(output.getLast())
                .isEqualTo("31 lines by " + gids
                        + " different threads. What made them: examples/src/main/resources/log4j2.xml");
    }

    @Test
    void shouldSayWhoSaidItAlthoughAnotherThreadWroteTheLine() throws Exception {
        List<Matcher> lines = logLines(output(start()));

        assertThat(gidsOfLinesThat(lines, "GameRoom .*|game over.*|HTTP server .*"))
                .hasSize(7);
        assertThat(gidsOfLinesThat(lines, "GameRoom .*|game over.*|HTTP server .*").stream()
                        .distinct())
                .hasSize(1);
        assertThat(gidsOfLinesThat(lines, "I am .*")).hasSize(6).doesNotHaveDuplicates();
    }

    private static List<String> gidsOfLinesThat(List<Matcher> lines, String say) {
        return lines.stream()
                .filter(line -> line.group(4).matches(say))
                .map(line -> line.group(2))
                .toList();
    }

    @Test
    void shouldServeUntilItIsAskedToEndAndFreeThePort() throws Exception {
        Process demo = start("--serve", "0");
        BufferedReader reader = demo.inputReader(StandardCharsets.UTF_8);
        String url = reader.lines()
                .filter(line -> line.startsWith("Try: "))
                .findFirst()
                .orElseThrow()
                .replaceAll(".*(http://127\\.0\\.0\\.1:\\d+)/rooms;.*", "$1");
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
    void shouldNameThePortWhenItIsInUse() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
            Process demo = start("--serve", Integer.toString(taken.getLocalPort()));

            assertThat(output(demo))
                    .last()
                    .isEqualTo("demo: port must be free on 127.0.0.1: port=" + taken.getLocalPort() + " is in use");
            assertThat(demo.waitFor()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "65536"})
    void shouldNameRuleAndValueWhenThePortIsNone(String port) throws Exception {
        Process demo = start("--serve", port);

        assertThat(output(demo)).first().isEqualTo("port must be from 0 to 65535: --serve=" + port);
        assertThat(demo.waitFor()).isEqualTo(2);
    }

    @Test
    void shouldNameAnUnknownOption() throws Exception {
        Process demo = start("--fast");

        assertThat(output(demo)).first().isEqualTo("Unknown option: '--fast'");
        assertThat(demo.waitFor()).isEqualTo(2);
    }
}
