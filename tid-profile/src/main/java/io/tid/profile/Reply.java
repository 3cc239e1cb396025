package io.tid.profile;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;

/** Answers, with the headers that all of them have: nobody guesses a type, keeps a copy, frames or runs anything. */
final class Reply {

    static final String TEXT = "text/plain; charset=utf-8";

    private static final String NOTHING_RUNS = "default-src 'none'; frame-ancestors 'none'";

    private Reply() {}

    static void send(HttpExchange exchange, String type, CharSequence text) throws IOException {
        send(exchange, type, text.toString().getBytes(StandardCharsets.UTF_8));
    }

    static void send(HttpExchange exchange, String type, byte[] body) throws IOException {
        send(exchange, 200, type, NOTHING_RUNS, body);
    }

    static void refuse(HttpExchange exchange, Refused refused) throws IOException {
        if (refused.status == 503) {
            exchange.getResponseHeaders().set("Retry-After", "1");
        }
        byte[] reason = (refused.getMessage() + "\n").getBytes(StandardCharsets.UTF_8);
        send(exchange, refused.status, TEXT, NOTHING_RUNS, reason);
    }

    static void send(HttpExchange exchange, int status, String type, String policy, byte[] body) throws IOException {
        head(exchange, type, policy);
        if (exchange.getRequestMethod().equals("HEAD")) { // refused, and without a body
            exchange.sendResponseHeaders(status, -1);
            return;
        }
        exchange.sendResponseHeaders(status, body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    /** Sends text that is held compressed, a piece at a time. */
    static void sendCompressed(HttpExchange exchange, String type, byte[] gzip) throws IOException {
        head(exchange, type, NOTHING_RUNS);
        exchange.sendResponseHeaders(200, 0); // in chunks
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(gzip));
                OutputStream out = exchange.getResponseBody()) {
            in.transferTo(out);
        }
    }

    private static void head(HttpExchange exchange, String type, String policy) {
        Headers headers = exchange.getResponseHeaders();
        headers.set("Content-Type", type);
        headers.set("Content-Security-Policy", policy);
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Cache-Control", "no-store");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
    }
}
