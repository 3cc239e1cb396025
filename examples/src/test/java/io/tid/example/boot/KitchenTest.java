package io.tid.example.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The application in a JVM of its own, as {@code java} starts it, asked over HTTP. */
@Timeout(120)
class KitchenTest {

    private static final Pattern PORT = Pattern.compile("open on port (\\d+)");
    private static final Pattern LINE = Pattern.compile(Stream.of("requestId", "gid", "parentGid", "course")
            .map(field -> "(?:\"" + field + "\":\"([^\"]*)\",)?")
            .collect(Collectors.joining("", "\\{", "\"message\":\"([^\"]*)\"}")));

    private final HttpClient http = HttpClient.newHttpClient();
    private Process process;
    private BufferedReader output;
    private int port;

    /** One line of the log; a field is null where the line has none. */
    private record Line(
            @Nullable String requestId,
            @Nullable String gid,
            @Nullable String parentGid,
            @Nullable String course,
            @Nullable String message) {

        static Line of(String text) {
            Matcher matcher = LINE.matcher(text);
            assertThat(matcher.matches()).as(text).isTrue();
            MatchResult fields = matcher.toMatchResult();
            return new Line(fields.group(1), fields.group(2), fields.group(3), fields.group(4), fields.group(5));
        }
    }

    @BeforeEach
    void start() throws IOException {
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Dlog4j2.threadContextMap=io.tid.log4j.TidThreadContextMap",
                        "-Dtid.context.gid=true",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KitchenApplication.class.getName(),
                        "--server.port=0",
                        "--server.address=127.0.0.1",
                        "--spring.main.banner-mode=off",
                        "--spring.main.log-startup-info=false",
                        "--spring.threads.virtual.enabled=true",
                        "--logging.config=classpath:kitchen-log4j2.xml")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        output = process.inputReader();
        Matcher ready;
        do {
            String line = output.readLine();
            assertThat(line).as("the application must have started").isNotNull();
            ready = PORT.matcher(line);
        } while (!ready.find());
        port = Integer.parseInt(ready.group(1));
    }

    @AfterEach
    void stop() throws InterruptedException {
        http.close();
        process.destroyForcibly().waitFor();
    }

    private CompletableFuture<HttpResponse<String>> order(String requestId) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/orders"))
                .header(RequestIdFilter.HEADER, requestId)
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        return http.sendAsync(request, BodyHandlers.ofString());
    }

    /** Ends the application, which writes what it has still to write, and reads that. */
    private List<Line> lines() throws IOException {
        process.toHandle().destroy(); // process.destroy() would close the output too
        List<Line> lines = new ArrayList<>();
        for (String text = output.readLine(); text != null; text = output.readLine()) {
            lines.add(Line.of(text));
        }
        return lines;
    }

    @Test
    void shouldSayOnEachLineWhichRequestAndWhoAndWhoseChildWhenRequestsAreServedAtOnce() throws Exception {
        List<String> ids = IntStream.range(0, 20).mapToObj(i -> "order-" + i).toList();

        List<CompletableFuture<HttpResponse<String>>> answers =
                ids.stream().map(this::order).toList();
        for (CompletableFuture<HttpResponse<String>> answer : answers) {
            assertThat(answer.get(60, TimeUnit.SECONDS).body()).isEqualTo("served");
        }

        List<Line> lines = lines();
        assertThat(lines).hasSize(80);
        assertThat(lines)
                .extracting(Line::gid)
                .doesNotHaveDuplicates()
                .allMatch(gid -> String.valueOf(gid).matches("gid-\\d+"));
        for (String id : ids) {
            List<Line> ofRequest =
                    lines.stream().filter(line -> id.equals(line.requestId)).toList();
            Line first = ofRequest.get(0);
            assertThat(first.message).isEqualTo("ordered");
            assertThat(first.parentGid).isNull();
            assertThat(first.course).isNull();
            List<Line> children = ofRequest.subList(1, ofRequest.size());
            assertThat(children).extracting(Line::course).containsExactlyInAnyOrder("soup", "fish", "cake");
            assertThat(children).extracting(Line::parentGid).containsOnly(first.gid);
            assertThat(children).extracting(Line::message).containsOnly("cooked");
        }
    }

    @Test
    void shouldGiveAnIdOfItsOwnWhenWhatTheClientSentIsNone() throws Exception {
        HttpResponse<String> answer = order("\"} {\"requestId\":\"x").get(60, TimeUnit.SECONDS);

        String id = answer.headers().firstValue(RequestIdFilter.HEADER).orElseThrow();
        assertThat(id).matches("[0-9a-f-]{36}");
        assertThat(lines()).hasSize(4).extracting(Line::requestId).containsOnly(id);
    }
}
