package io.tid.profile;

import com.sun.net.httpserver.HttpExchange;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * The page for people: one file with its script and style in it, no data, and nothing from elsewhere. It asks for the
 * JSON and writes what it gets as text, never as HTML.
 *
 * <p>Its policy allows this script and this style by their hashes, so that nothing else runs even if something got in.
 */
final class Page {

    static final String PATH = "/debug/threads";

    private static final String TYPE = "text/html; charset=utf-8";

    private Page() {}

    static void send(HttpExchange exchange) throws IOException {
        byte[] page = read();
        String policy = policy(new String(page, StandardCharsets.UTF_8), "'self'") + "; frame-ancestors 'none'";
        Reply.send(exchange, 200, TYPE, policy, page);
    }

    /** The page as a file, with the data in it and with a policy that lets it ask nobody. */
    static void write(ThreadProfile profile, Appendable out) throws IOException {
        String page = new String(read(), StandardCharsets.UTF_8);
        int head = page.indexOf("<style>");
        int script = page.indexOf("<script>");
        out.append(page, 0, head).append("<meta http-equiv=\"Content-Security-Policy\" content=\"");
        out.append(policy(page, "'none'")).append("\">\n").append(page, head, script);
        out.append("<script type=\"application/json\" id=\"kept\">");
        profile.writeJson(out); // which has no "<" in it
        out.append("</script>\n").append(page, script, page.length());
    }

    private static byte[] read() throws IOException {
        try (InputStream in = Page.class.getResourceAsStream("threads.html")) {
            if (in == null) {
                throw new FileNotFoundException("the jar must hold io/tid/profile/threads.html");
            }
            return in.readAllBytes();
        }
    }

    private static String policy(String page, String connect) {
        return "default-src 'none'; connect-src " + connect + "; img-src data:; script-src '"
                + hash(between(page, "<script>", "</script>"))
                + "'; style-src '" + hash(between(page, "<style>", "</style>"))
                + "'; base-uri 'none'; form-action 'none'";
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

    /** The list of what can be asked for. Nothing in it is chosen by others. */
    static String index() {
        String hindrance = Internals.hindrance();
        return """
                <!DOCTYPE html>
                <html lang="en"><head><meta charset="utf-8"><title>threads</title></head><body>
                %s<h1>/debug/pprof/</h1>
                <p>%d live threads</p>
                <ul>
                <li><a href="/debug/threads">the page</a>: groups, states, search, what changed
                <li><a href="threads?debug=1">threads?debug=1</a>: the groups as text
                <li><a href="threads?debug=2">threads?debug=2</a>: every thread as text
                <li><a href="threads">threads</a>: for <code>go tool pprof</code>; <code>goroutine</code> is the same
                <li><a href="threads?seconds=5">threads?seconds=5</a>: what changes in five seconds
                <li><a href="/debug/threads.json">threads.json</a>: the groups as JSON
                <li><a href="/debug/mounted.json">mounted.json</a>: what is on a carrier now, pinned or not
                </ul>
                <p>Narrow each with gid=gid-60, kind=virtual, state=WAITING, name=, function= or label=KEY:VALUE; by=KEY groups by that key alone.</p>
                </body></html>
                """.formatted(hindrance == null ? "" : "<p><strong>" + hindrance + "</strong></p>\n", Threads.count());
    }
}
