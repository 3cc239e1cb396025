package io.tid.profile;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.zip.GZIPOutputStream;

/**
 * The profile over HTTP, at the paths and with the parameters of Go's {@code net/http/pprof}.
 *
 * {@snippet :
 * server.createContext("/debug/", ThreadProfileHandler.forThisMachine());
 * }
 *
 * <table>
 *   <caption>What it answers, with GET only</caption>
 *   <tr><th>path<th>answer
 *   <tr><td>{@code /debug/threads}<td>a page: groups, states, search, what changed
 *   <tr><td>{@code /debug/threads.json}<td>the profile as JSON
 *   <tr><td>{@code /debug/mounted.json}<td>the virtual threads that are on a carrier now, pinned or not
 *   <tr><td>{@code /debug/pprof/}<td>an index
 *   <tr><td>{@code /debug/pprof/threads}, {@code /debug/pprof/goroutine}<td>the profile: {@code debug=0} (or nothing)
 *       for {@code go tool pprof}, {@code debug=1} groups as text, {@code debug=2} single threads as text,
 *       {@code seconds=N} (1 to 300) what changed in that time, for {@code go tool pprof}
 * </table>
 *
 * <p>The profile is narrowed by {@code gid=gid-60}, {@code kind=virtual|platform}, {@code state=WAITING},
 * {@code name=} and {@code function=} (a part of it) and {@code label=KEY:VALUE}. What is wrong is answered with 400 and
 * the reason, an unknown profile with 404.
 *
 * <p>A handler {@linkplain #forThisMachine() for this machine} answers requests from a loopback address, under a
 * loopback name, neither forwarded nor sent by another site's page. To be asked from elsewhere takes a
 * {@linkplain #withToken token}.
 *
 * <p>One profile is taken at a time; who waits longer than two seconds for a turn gets 503. Nobody's slow connection
 * keeps the turn. Differences wait on the server's threads, four at most. Thread-safe.
 */
public final class ThreadProfileHandler implements HttpHandler {

    private static final long TURN_MS = 2_000;
    private static final int MOST_DIFFERENCES = 4;

    private final Admission admission;
    final Semaphore turn = new Semaphore(1, true);
    final Semaphore differences = new Semaphore(MOST_DIFFERENCES);

    private ThreadProfileHandler(Admission admission) {
        this.admission = admission;
    }

    /**
     * A handler that answers this machine only.
     *
     * @return the handler
     */
    public static ThreadProfileHandler forThisMachine() {
        return new ThreadProfileHandler(Admission.fromThisMachine());
    }

    /**
     * A handler that answers whoever sends the header {@code Authorization: Bearer} with the token, from anywhere. Over
     * plain HTTP everybody on the way can read it: put it behind TLS. The page itself, which holds no data, is given out
     * without; it asks for the token.
     *
     * @param token the secret, at least 16 characters
     * @return the handler
     * @throws IllegalArgumentException if {@code token} is shorter
     */
    public static ThreadProfileHandler withToken(String token) {
        return new ThreadProfileHandler(Admission.withToken(token));
    }

    /**
     * Answers one request and closes the exchange.
     *
     * @param exchange the request and its answer
     */
    @Override
    public void handle(HttpExchange exchange) {
        try {
            try {
                answer(exchange);
            } catch (Refused refused) {
                Reply.refuse(exchange, refused);
            }
        } catch (IOException e) {
            // the logger by its first use: it may bring the JDK's logging with it, which adds a shutdown hook
            System.getLogger("io.tid.profile").log(Level.DEBUG, "the client went away", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the server is stopping
        } finally {
            exchange.close();
        }
    }

    private void answer(HttpExchange exchange) throws IOException, InterruptedException {
        String method = exchange.getRequestMethod();
        if (!method.equals("GET")) {
            exchange.getResponseHeaders().set("Allow", "GET");
            throw new Refused(405, Refused.because("method must be GET", "method", method));
        }
        String path = exchange.getRequestURI().getPath();
        if (path.equals(Page.PATH)) {
            admission.checkForPage(exchange);
            Page.send(exchange);
            return;
        }
        admission.check(exchange);
        Query query = new Query(exchange.getRequestURI().getRawQuery());
        switch (path) {
            case "/debug/threads.json" -> json(exchange, query);
            case "/debug/mounted.json" -> mounted(exchange, query);
            case "/debug/pprof", "/debug/pprof/" -> Reply.send(exchange, "text/html; charset=utf-8", Page.index());
            case "/debug/pprof/threads", "/debug/pprof/goroutine" -> profile(exchange, query);
            default -> throw new Refused(404, Refused.because("unknown profile", "path", path));
        }
    }

    private void profile(HttpExchange exchange, Query query) throws IOException, InterruptedException {
        int debug = query.debug();
        int seconds = query.seconds();
        ThreadFilter filter = query.filter();
        if (debug == 2) {
            threads(exchange, filter);
        } else if (debug == 1) {
            StringBuilder text = new StringBuilder();
            inTurn(() -> ThreadProfile.take(filter, query.grouping())).writeText(text);
            Reply.send(exchange, Reply.TEXT, text);
        } else {
            ThreadProfile profile = seconds == 0
                    ? inTurn(() -> ThreadProfile.take(filter, query.grouping()))
                    : difference(filter, query.grouping(), seconds);
            ByteArrayOutputStream file = new ByteArrayOutputStream();
            profile.writePprof(file);
            exchange.getResponseHeaders().set("Content-Disposition", "attachment; filename=\"threads.pb.gz\"");
            Reply.send(exchange, "application/octet-stream", file.toByteArray());
        }
    }

    private void json(HttpExchange exchange, Query query) throws IOException, InterruptedException {
        ThreadFilter filter = query.filter();
        StringBuilder text = new StringBuilder();
        inTurn(() -> ThreadProfile.take(filter, query.grouping())).writeJson(text);
        Reply.send(exchange, "application/json", text);
    }

    private void mounted(HttpExchange exchange, Query query) throws IOException, InterruptedException {
        Predicate<Thread> wanted = query.filter().early().and(thread -> Internals.carrierId(thread) > 0);
        StringBuilder text = inTurn(() -> {
            StringBuilder threads = new StringBuilder();
            ThreadJson.write(threads, wanted);
            return threads;
        });
        Reply.send(exchange, "application/json", text);
    }

    /** Kept compressed until the turn is given back: a slow reader then holds up nobody, and it shrinks to a fiftieth. */
    private void threads(HttpExchange exchange, ThreadFilter filter) throws IOException, InterruptedException {
        byte[] compressed = inTurn(() -> {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (Writer writer = new OutputStreamWriter(new GZIPOutputStream(bytes), StandardCharsets.UTF_8)) {
                ThreadText.write(writer, filter);
            }
            return bytes.toByteArray();
        });
        Reply.sendCompressed(exchange, Reply.TEXT, compressed);
    }

    private ThreadProfile difference(ThreadFilter filter, Grouping grouping, int seconds)
            throws IOException, InterruptedException {
        if (!differences.tryAcquire()) {
            throw new Refused(503, MOST_DIFFERENCES + " differences are being taken: try again later");
        }
        try {
            ThreadProfile base = inTurn(() -> ThreadProfile.take(filter, grouping));
            TimeUnit.SECONDS.sleep(seconds);
            return inTurn(() -> ThreadProfile.take(filter, grouping)).minus(base);
        } finally {
            differences.release();
        }
    }

    private <T> T inTurn(Work<T> work) throws IOException, InterruptedException {
        if (!turn.tryAcquire(TURN_MS, TimeUnit.MILLISECONDS)) {
            throw new Refused(503, "another profile is being taken: try again later");
        }
        try {
            return work.run();
        } finally {
            turn.release();
        }
    }

    private interface Work<T> {
        T run() throws IOException;
    }
}
