package io.tid.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.BindException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("try") // what is opened holds threads until it is closed
class ThreadProfileServerTest {

    @TempDir
    Path folder;

    @Test
    void shouldLeaveNoThreadWhenClosed() throws Exception {
        ThreadProfileServer server = ThreadProfileServer.start(0);
        Http.get(server, "/debug/pprof/threads?debug=1");

        server.close();
        server.close();

        while (!threadsNamed("tid-profile", "HTTP-Dispatcher").isEmpty()) {
            Thread.onSpinWait(); // they end by themselves
        }
    }

    @Test
    void shouldHaveDaemonsOnly() throws Exception {
        try (ThreadProfileServer server = ThreadProfileServer.start(0)) {
            Http.get(server, "/debug/pprof/threads?debug=1");

            assertThat(threadsNamed("tid-profile", "HTTP-Dispatcher"))
                    .isNotEmpty()
                    .allMatch(ThreadSnapshot::daemon);
        }
    }

    @Test
    void shouldSayThatThePortIsTaken() throws Exception {
        try (ThreadProfileServer server = ThreadProfileServer.start(0)) {
            assertThatExceptionOfType(BindException.class).isThrownBy(() -> ThreadProfileServer.start(server.port()));
        }
    }

    @Test
    void shouldAnswerOthersWhenAClientSendsNothing() throws Exception {
        try (ThreadProfileServer server = ThreadProfileServer.start(0);
                Socket silent = new Socket(InetAddress.getLoopbackAddress(), server.port());
                Socket halfway = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            halfway.getOutputStream().write("GET /debug".getBytes(java.nio.charset.StandardCharsets.US_ASCII));

            assertThat(Http.get(server, "/debug/pprof/threads?debug=1").statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void shouldAnswerOthersWhenAClientDoesNotReadItsAnswer() throws Exception {
        try (Parked parked = new Parked().start(20_000, Thread.ofVirtual().factory(), 'a');
                ThreadProfileServer server = ThreadProfileServer.start(0);
                Socket deaf = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            deaf.getOutputStream()
                    .write("GET /debug/pprof/threads?debug=2 HTTP/1.1\r\nHost: localhost\r\n\r\n"
                            .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            assertThat(deaf.getInputStream().read()).isEqualTo('H'); // and no more: megabytes are to follow

            assertThat(Http.total(
                            Http.get(server, "/debug/pprof/threads?debug=1").body()))
                    .isGreaterThan(20_000);
        }
    }

    @Test
    void shouldShowThreeHundredMoreAndThenNoneToPprofWhenConnectionsLeak() throws Exception {
        GoTool.assumeInstalled();
        try (ThreadProfileServer server = ThreadProfileServer.start(0);
                Connections connections = new Connections()) {
            connections.open(5);
            String before = fetch(server, "before");
            connections.open(100);
            String during = fetch(server, "during");
            String url = "http://localhost:" + server.port() + "/debug/pprof/goroutine";

            assertThat(changed(before, during, "serve")).isEqualTo(300);
            assertThat(GoTool.top(GoTool.pprof(folder, top("-base", before, url)), function("serve")))
                    .isEqualTo(300);

            connections.close(100);
            assertThat(changed(before, fetch(server, "after"), "serve")).isZero();
        }
    }

    private long changed(String before, String after, String method) throws Exception {
        return GoTool.top(GoTool.pprof(folder, top("-base", before, after)), function(method));
    }

    private String fetch(ThreadProfileServer server, String name) throws Exception {
        Path file = folder.resolve(name + ".pb.gz");
        java.nio.file.Files.write(file, Http.bytes(server, "/debug/pprof/goroutine"));
        return file.toString();
    }

    private static String[] top(String... arguments) {
        List<String> all = new ArrayList<>(List.of("-top", "-nodecount=0", "-nodefraction=0"));
        all.addAll(List.of(arguments));
        return all.toArray(new String[0]);
    }

    private static String function(String method) {
        return Connections.class.getName() + '.' + method;
    }

    private static List<ThreadSnapshot> threadsNamed(String... prefixes) {
        return ThreadSnapshot.take().stream()
                .filter(thread -> List.of(prefixes).stream().anyMatch(thread.name()::startsWith))
                .toList();
    }
}
