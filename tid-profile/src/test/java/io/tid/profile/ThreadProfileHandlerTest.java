package io.tid.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.net.httpserver.HttpServer;
import io.tid.LogContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("try") // what is opened holds threads until it is closed
class ThreadProfileHandlerTest {

    private ThreadProfileServer server;

    @BeforeEach
    void start() throws Exception {
        server = ThreadProfileServer.start(0);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"threads", "goroutine"})
    void shouldGroupAsTextWhenDebugIsOne(String profile) throws Exception {
        try (Parked parked = new Parked().start(50, Thread.ofVirtual().factory(), 'a')) {
            HttpResponse<String> answer = Http.get(server, "/debug/pprof/" + profile + "?debug=1");

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type")).contains("text/plain; charset=utf-8");
            assertThat(answer.body())
                    .startsWith("thread profile: total ")
                    .containsPattern("\n50 @ 0x[0-9a-f]{16}\n# threads: 50 virtual WAITING; gid-\\d+ to gid-\\d+");
        }
    }

    @Test
    void shouldListEachThreadWhenDebugIsTwo() throws Exception {
        try (Parked parked = new Parked().start(2, Thread.ofVirtual().factory(), 'a')) {
            HttpResponse<String> answer = Http.get(server, "/debug/pprof/goroutine?debug=2");

            assertThat(answer.statusCode()).isEqualTo(200);
            for (Thread thread : parked.threads()) {
                assertThat(answer.body())
                        .contains("thread " + thread.threadId()
                                + " [WAITING on java.util.concurrent.CountDownLatch, virtual]:\n");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?debug=0"})
    void shouldSendTheFileForPprofWhenDebugIsZeroOrMissing(String query) throws Exception {
        byte[] file = Http.bytes(server, "/debug/pprof/threads" + query);

        assertThat(new GZIPInputStream(new ByteArrayInputStream(file)).readAllBytes())
                .isNotEmpty();
    }

    @Test
    void shouldNarrowWhenFiltersAreGiven() throws Exception {
        try (Parked parked =
                new Parked().start(4, Thread.ofVirtual().name("a b&c").factory(), 'a')) {
            String all = Http.get(server, "/debug/pprof/threads?debug=1&name=a+b%26c")
                    .body();
            String none = Http.get(server, "/debug/pprof/threads?debug=1&name=a+b%26c&kind=platform")
                    .body();

            assertThat(Http.total(all)).isEqualTo(4);
            assertThat(Http.total(none)).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "debug=3             | debug must be 0, 1 or 2: debug=\"3\"",
                "debug=              | debug must be 0, 1 or 2: debug=\"\"",
                "debug=-1            | debug must be 0, 1 or 2: debug=\"-1\"",
                "seconds=0           | seconds must be from 1 to 300: seconds=\"0\"",
                "seconds=-5          | seconds must be from 1 to 300: seconds=\"-5\"",
                "seconds=x           | seconds must be from 1 to 300: seconds=\"x\"",
                "seconds=1&debug=1   | seconds must be without debug: debug=\"1\"",
                "debug=2&seconds=1   | seconds must be without debug: debug=\"2\"",
                "gid=60&gid=61       | parameter must be given once: parameter=\"gid\"",
                "gid=%3Cscript%3E    | gid must be like gid-60 or 60: gid=\"\\u003cscript\\u003e\"",
            })
    void shouldSayWhyWhenAParameterIsBad(String query, String reason) throws Exception {
        HttpResponse<String> answer = Http.get(server, "/debug/pprof/threads?" + query);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo(reason + "\n");
    }

    @Test
    void shouldRefuseAMisspeltParameter() throws Exception {
        HttpResponse<String> answer = Http.get(server, "/debug/pprof/threads?sate=WAITING");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("parameter must be one of [by, debug, ", "parameter=\"sate\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/debug/pprof/heap", "/debug/pprof/threads/", "/debug/", "/debug/threadsx"})
    void shouldAnswer404WhenTheProfileIsUnknown(String path) throws Exception {
        HttpResponse<String> answer = Http.get(server, path);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).isEqualTo("unknown profile: path=\"" + path + "\"\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "HEAD", "OPTIONS"})
    void shouldAnswer405WhenTheMethodIsNotGet(String method) throws Exception {
        HttpRequest request = Http.request(server, "/debug/pprof/threads?debug=1")
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();

        HttpResponse<String> answer = Http.send(request);

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).contains("GET");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/debug/threads",
                "/debug/threads.json",
                "/debug/pprof/",
                "/debug/pprof/threads",
                "/debug/pprof/threads?debug=1",
                "/debug/pprof/threads?debug=2",
                "/debug/pprof/threads?debug=3",
                "/debug/pprof/heap",
            })
    void shouldSendTheGuardingHeadersAlways(String path) throws Exception {
        HttpResponse<String> answer = Http.get(server, path);

        assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
    }

    @Test
    void shouldListWhatThereIsInTheIndex() throws Exception {
        HttpResponse<String> answer = Http.get(server, "/debug/pprof/");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .contains("threads?debug=1", "/debug/threads", " live threads")
                .doesNotContain("%");
    }

    @Test
    void shouldTellWhatChangedWhenSecondsAreGiven(@TempDir Path folder) throws Exception {
        GoTool.assumeInstalled();
        try (Parked before = new Parked().start(7, Thread.ofVirtual().factory(), 'a')) {
            CompletableFuture<byte[]> asked = ask("/debug/pprof/threads?seconds=3");
            awaitDifference(asked);
            try (Parked after = new Parked().start(40, Thread.ofVirtual().factory(), 'a')) {
                Path file = Files.write(folder.resolve("delta.pb.gz"), asked.get());

                String top = GoTool.pprof(folder, "-top", "-nodecount=0", "-nodefraction=0", file.toString());

                assertThat(GoTool.top(top, Parked.class.getName() + ".a")).isEqualTo(40);
            }
        }
    }

    /** In {@link Query}, because the server would take its time where the bound is missing. */
    @Test
    void shouldRefuseADifferenceWhenItTakesTooLong() {
        assertThat(new Query("seconds=300").seconds()).isEqualTo(300);
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> new Query("seconds=301").seconds())
                .withMessage("seconds must be from 1 to 300: seconds=\"301\"");
    }

    @Test
    void shouldAnswer503WhenFourDifferencesAreBeingTaken() throws Exception {
        ThreadProfileHandler handler = ThreadProfileHandler.forThisMachine();
        try (Own own = new Own(handler)) {
            assertThat(handler.differences.tryAcquire(4)).isTrue();
            HttpResponse<String> refused = Http.send(own.request("?seconds=1"));
            assertThat(Http.send(own.request("?debug=1")).statusCode()).isEqualTo(200);
            handler.differences.release();

            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.body()).isEqualTo("4 differences are being taken: try again later\n");
            assertThat(Http.send(own.request("?seconds=1")).statusCode()).isEqualTo(200);
            assertThat(handler.differences.availablePermits()).isOne();
        }
    }

    @Test
    void shouldAnswer503WhenTheTurnDoesNotCome() throws Exception {
        ThreadProfileHandler handler = ThreadProfileHandler.forThisMachine();
        try (Own own = new Own(handler)) {
            handler.turn.acquire();
            HttpResponse<String> refused = Http.send(own.request("?debug=1"));
            handler.turn.release();

            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).contains("1");
            assertThat(refused.body()).isEqualTo("another profile is being taken: try again later\n");
            assertThat(Http.send(own.request("?debug=1")).statusCode()).isEqualTo(200);
        }
    }

    /** A server whose handler the test has in hand. */
    private static final class Own implements AutoCloseable {

        private final HttpServer server;

        Own(ThreadProfileHandler handler) throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/debug/", handler);
            server.start();
        }

        HttpRequest request(String query) {
            int port = server.getAddress().getPort();
            return HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/debug/pprof/threads" + query))
                    .build();
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }

    private CompletableFuture<byte[]> ask(String path) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return Http.bytes(server, path);
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                },
                task -> Thread.ofPlatform().daemon().start(task));
    }

    /** Until the first of its two profiles is taken. */
    private static void awaitDifference(CompletableFuture<?> asked) {
        while (ThreadSnapshot.take().stream()
                .filter(thread -> thread.state() == Thread.State.TIMED_WAITING)
                .noneMatch(thread -> thread.stack().stream()
                        .anyMatch(frame -> frame.getMethodName().equals("difference")))) {
            assertThat(asked).isNotDone();
        }
    }

    @Test
    void shouldGroupByTheKeysAskedForWhenThereAreContexts() throws Exception {
        try (Parked parked = new Parked()) {
            for (int i = 0; i < 4; i++) {
                LogContext.empty()
                        .with("request", Integer.toString(i))
                        .with("user", i < 3 ? "Ann" : "Ben")
                        .run(() -> parked.start(1, Thread.ofVirtual().factory(), 'a'));
            }
            String path = "/debug/pprof/threads?debug=1&function=Parked.a";

            assertThat(body(path)).contains("\n1 @ 0x", "# labels: {\"request\":\"3\",\"user\":\"Ben\"}\n");
            assertThat(body(path + "&by=user"))
                    .contains("\n3 @ 0x", "# labels: {\"user\":\"Ann\"}\n")
                    .doesNotContain("request");
            assertThat(body(path + "&by=")).contains("\n4 @ 0x").doesNotContain("# labels");
            assertThat(body("/debug/threads.json?function=Parked.a&by=user")).contains("\"labels\":{\"user\":\"Ann\"}");
            assertThat(Http.get(server, "/debug/pprof/threads?debug=2&by=user").body())
                    .isEqualTo("by must be without debug=2, which has no groups: by=\"user\"\n");
        }
    }

    @Test
    void shouldCountTheSameForEachWhenRequestsOverlap() throws Exception {
        try (Parked parked = new Parked().start(100, Thread.ofVirtual().factory(), 'a')) {
            List<CompletableFuture<String>> answers = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                answers.add(
                        CompletableFuture.supplyAsync(() -> body("/debug/pprof/threads?debug=1&function=Parked.a")));
            }
            for (CompletableFuture<String> answer : answers) {
                assertThat(Http.total(answer.get())).isEqualTo(100);
            }
        }
    }

    @Test
    void shouldWantATokenOfSomeLength() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ThreadProfileHandler.withToken("secret"))
                .withMessage("token must have at least 16 characters: length=6");
    }

    private String body(String path) {
        try {
            return Http.get(server, path).body();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
