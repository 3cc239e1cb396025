package io.tid.profile;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A real browser with one page in it, driven over the DevTools protocol. One request at a time. */
final class Chromium implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    /** What went wrong on the page: errors, and what the policy stopped. */
    final List<String> complaints = new ArrayList<>();

    private final Process process;
    private final WebSocket socket;
    private int calls;
    private volatile CompletableFuture<JsonNode> reply = new CompletableFuture<>();

    private Chromium(Process process, String url) throws Exception {
        this.process = process;
        this.socket = CLIENT.newWebSocketBuilder()
                .buildAsync(URI.create(url), new Listener())
                .get();
    }

    static Chromium open(Path folder, String page) throws Exception {
        Path program = Arrays.stream(System.getenv("PATH").split(":"))
                .map(place -> Path.of(place, "chromium"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
        assumeTrue(program != null, "chromium is not on PATH (Debian package chromium): the page is not tested");
        ProcessBuilder builder = new ProcessBuilder(
                        String.valueOf(program),
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--window-size=1200,900",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + folder)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("chromium.log").toFile());
        builder.environment().put("TMPDIR", folder.toString());
        Process process = builder.start();
        Path portFile = folder.resolve("DevToolsActivePort");
        while (process.isAlive() && (!Files.exists(portFile) || Files.size(portFile) == 0)) {
            process.waitFor(50, TimeUnit.MILLISECONDS);
        }
        int port = Integer.parseInt(Files.readAllLines(portFile).get(0));
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json/new?about:blank"))
                .PUT(HttpRequest.BodyPublishers.noBody())
                .build();
        HttpResponse<String> target = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
        Chromium browser = new Chromium(
                process,
                JSON.readTree(target.body()).get("webSocketDebuggerUrl").asText());
        browser.call("Runtime.enable", Map.of());
        browser.call("Log.enable", Map.of());
        browser.call("Page.navigate", Map.of("url", page));
        return browser;
    }

    /** The value of an expression on the page; a promise is awaited. */
    JsonNode eval(String expression) throws Exception {
        JsonNode answer =
                call("Runtime.evaluate", Map.of("expression", expression, "awaitPromise", true, "returnByValue", true));
        if (answer.has("exceptionDetails")) {
            throw new AssertionError(answer.toString());
        }
        return answer.path("result").path("value");
    }

    String text(String selector) throws Exception {
        return eval("document.querySelector('" + selector + "')?.innerText ?? ''")
                .asText();
    }

    /** Waits until an expression is true. */
    void await(String expression) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
        while (!eval(expression).asBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new TimeoutException("must become true: " + expression + " in " + text("body"));
            }
        }
    }

    void type(String selector, String text) throws Exception {
        eval("{ const e = document.querySelector('" + selector + "'); e.focus(); e.value = ''; }");
        call("Input.insertText", Map.of("text", text));
    }

    void click(String selector) throws Exception {
        eval("document.querySelector('" + selector + "').click()");
    }

    void dark() throws Exception {
        call(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", "dark"))));
    }

    void screenshot(Path file) throws Exception {
        JsonNode answer = call("Page.captureScreenshot", Map.of("format", "png"));
        Files.write(file, Base64.getDecoder().decode(answer.get("data").asText()));
    }

    private JsonNode call(String method, Map<String, ?> parameters) throws Exception {
        reply = new CompletableFuture<>();
        int id = ++calls;
        socket.sendText(JSON.writeValueAsString(Map.of("id", id, "method", method, "params", parameters)), true)
                .get();
        JsonNode answer = reply.get(120, TimeUnit.SECONDS);
        if (answer.get("id").asInt() != id || answer.has("error")) {
            throw new IOException("must be answered: " + method + " " + answer);
        }
        return answer.get("result");
    }

    @Override
    public void close() {
        socket.abort();
        List<ProcessHandle> family = new ArrayList<>(process.descendants().toList());
        family.add(process.toHandle());
        family.forEach(ProcessHandle::destroyForcibly);
        family.forEach(member -> member.onExit().join());
    }

    private final class Listener implements WebSocket.Listener {

        private final StringBuilder received = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            received.append(data);
            if (last) {
                take(received.toString());
                received.setLength(0);
            }
            from.request(1);
            return null;
        }

        private void take(String text) {
            try {
                JsonNode message = JSON.readTree(text);
                String method = message.path("method").asText();
                if (message.has("id")) {
                    reply.complete(message);
                } else if (method.equals("Runtime.exceptionThrown") || method.equals("Log.entryAdded")) {
                    complaints.add(text);
                }
            } catch (IOException e) {
                reply.completeExceptionally(e);
            }
        }
    }
}
