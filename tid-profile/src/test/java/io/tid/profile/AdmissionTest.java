package io.tid.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdmissionTest {

    private static final String TOKEN = "a token of 27 characters..";
    private static final String GET = "GET /debug/pprof/threads?debug=1 HTTP/1.1";

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST:6060", "127.0.0.1", "127.0.0.1:6060", "127.8.9.10", "[::1]:6060"})
    void shouldAnswerWhenTheHostIsALoopbackName(String host) throws Exception {
        assertThat(ask("Host: " + host)).startsWith("HTTP/1.1 200 OK");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:6060",
                "localhost.evil.example",
                "127.0.0.1.evil.example",
                "127.evil.example",
                "evil.example:80@localhost",
                "10.0.0.1",
                "[::2]",
                "localhost:x",
                ""
            })
    void shouldRefuseWhenTheHostIsAnother(String host) throws Exception {
        assertThat(ask("Host: " + host))
                .startsWith("HTTP/1.1 403 Forbidden")
                .endsWith("Host must be localhost: Host=\"" + host + "\"\n");
    }

    @Test
    void shouldRefuseWhenThereIsNoHost() throws Exception {
        assertThat(ask("Accept: */*")) // some JDKs' server refuses it before we do, with 400
                .startsWith("HTTP/1.1 40")
                .doesNotContain("thread profile");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Forwarded-For: 10.0.0.1",
                "Forwarded: for=10.0.0.1",
                "Via: 1.1 proxy",
                "X-Real-IP: 10.0.0.1",
                "X-Forwarded-Proto: https",
                "CF-Connecting-IP: 10.0.0.1",
                "True-Client-IP: 10.0.0.1",
                "X-Envoy-Internal: true"
            })
    void shouldRefuseWhatAProxyForwards(String header) throws Exception {
        assertThat(ask("Host: localhost", header))
                .startsWith("HTTP/1.1 403 Forbidden")
                .contains("requests must not come through a proxy");
    }

    @Test
    void shouldRefuseWhatNginxForwardsWhenItIsToldNothing() throws Exception {
        try (ThreadProfileServer server = ThreadProfileServer.start(0)) {
            assertThat(Http.raw(
                            server, "GET /debug/pprof/threads?debug=1 HTTP/1.0", "Host: 127.0.0.1:" + server.port()))
                    .contains("403 Forbidden")
                    .doesNotContain("thread profile: total");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Origin: http://evil.example", "Origin: null", "Host: localhost"})
    void shouldRefuseAForeignOriginAndASecondHost(String header) throws Exception {
        assertThat(ask("Host: localhost", header)).startsWith("HTTP/1.1 40").doesNotContain("thread profile: total");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cross-site", "same-site"})
    void shouldRefuseWhatAnotherSitesPageAsks(String site) throws Exception {
        assertThat(ask("Host: localhost", "Sec-Fetch-Site: " + site)).startsWith("HTTP/1.1 403 Forbidden");
    }

    @ParameterizedTest
    @ValueSource(strings = {"same-origin", "none"})
    void shouldAnswerItsOwnPageAndTheUser(String site) throws Exception {
        assertThat(ask("Host: localhost", "Sec-Fetch-Site: " + site)).startsWith("HTTP/1.1 200 OK");
    }

    @Test
    void shouldListenOnTheLoopbackInterfaceOnly() throws Exception {
        try (ThreadProfileServer server = ThreadProfileServer.start(0)) {
            assertThat(server.toString()).isEqualTo("http://127.0.0.1:" + server.port() + "/debug/threads");
        }
    }

    @Test
    void shouldAnswerWhoeverHasTheTokenWhenStartedWithOne() throws Exception {
        try (ThreadProfileServer server = startWithToken()) {
            assertThat(status(server, "Bearer " + TOKEN)).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer",
                "Bearer ",
                "Bearer a token of 27 characters.",
                "Basic eDp5",
                "a token of 27 characters.."
            })
    void shouldRefuseWhoeverHasNotTheTokenWhenStartedWithOne(String authorization) throws Exception {
        try (ThreadProfileServer server = startWithToken()) {
            assertThat(status(server, authorization)).isEqualTo(401);
        }
    }

    @Test
    void shouldRefuseDataButNotThePageWhenNoTokenIsSent() throws Exception {
        try (ThreadProfileServer server = startWithToken()) {
            HttpResponse<String> data = Http.get(server, "/debug/threads.json");

            assertThat(data.statusCode()).isEqualTo(401);
            assertThat(data.headers().firstValue("WWW-Authenticate")).contains("Bearer");
            assertThat(data.body()).doesNotContain("groups");
            assertThat(Http.get(server, "/debug/pprof/").statusCode()).isEqualTo(401);
            assertThat(Http.get(server, "/debug/threads").statusCode()).isEqualTo(200);
        }
    }

    private static ThreadProfileServer startWithToken() throws Exception {
        return ThreadProfileServer.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), TOKEN);
    }

    private static int status(ThreadProfileServer server, String authorization) throws Exception {
        HttpRequest request = Http.request(server, "/debug/threads.json")
                .header("Authorization", authorization)
                .build();
        return Http.send(request).statusCode();
    }

    private static String ask(String... headers) throws Exception {
        String[] lines = new String[headers.length + 1];
        lines[0] = GET;
        System.arraycopy(headers, 0, lines, 1, headers.length);
        try (ThreadProfileServer server = ThreadProfileServer.start(0)) {
            return Http.raw(server, lines);
        }
    }
}
