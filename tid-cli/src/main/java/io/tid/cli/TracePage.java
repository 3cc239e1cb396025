package io.tid.cli;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * The page that shows a trace: one file with script, style and data in it, which asks nobody. Its policy allows this
 * script and this style by their hashes; the data is text to both.
 */
final class TracePage {

    private TracePage() {}

    static void write(TraceRecording flight, String source, Appendable out) throws IOException {
        String page = template();
        int head = page.indexOf("<style>");
        int script = page.indexOf("<script>");
        out.append(page, 0, head);
        out.append(
                "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; script-src '");
        out.append(hash(between(page, "<script>", "</script>"))).append("'; style-src '");
        out.append(hash(between(page, "<style>", "</style>"))).append("'; base-uri 'none'; form-action 'none'\">\n");
        out.append(page, head, script).append("<script type=\"application/json\" id=\"kept\">");
        TraceJson.write(flight, source, out);
        out.append("</script>\n").append(page, script, page.length());
    }

    private static String template() throws IOException {
        try (InputStream in = TracePage.class.getResourceAsStream("trace.html")) {
            if (in == null) {
                throw new FileNotFoundException("the jar must hold io/tid/cli/trace.html");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String between(String page, String start, String end) {
        int from = page.indexOf(start) + start.length();
        return page.substring(from, page.indexOf(end, from));
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform must have SHA-256", e);
        }
    }
}
