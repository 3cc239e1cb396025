package io.tid.profile;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Requests: by a real client, and word by word where a client would not send them. */
final class Http {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private Http() {}

    static HttpResponse<String> get(ThreadProfileServer server, String path) throws Exception {
        return CLIENT.send(request(server, path).build(), HttpResponse.BodyHandlers.ofString());
    }

    static byte[] bytes(ThreadProfileServer server, String path) throws Exception {
        return CLIENT.send(request(server, path).build(), HttpResponse.BodyHandlers.ofByteArray())
                .body();
    }

    static HttpResponse<String> send(HttpRequest request) throws Exception {
        return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
    }

    static HttpRequest.Builder request(ThreadProfileServer server, String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + server.port() + path));
    }

    /** Sends the lines and returns the whole answer. */
    static String raw(ThreadProfileServer server, String... lines) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            OutputStream out = socket.getOutputStream();
            out.write((String.join("\r\n", lines) + "\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    static long total(String text) {
        Matcher matcher = Pattern.compile("thread profile: total (\\d+)\n").matcher(text);
        if (!matcher.find()) {
            throw new AssertionError("must begin with the total: " + text);
        }
        return Long.parseLong(matcher.group(1));
    }
}
