package io.tid.profile;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who may ask. Stacks, names and contexts tell an attacker a lot, and taking a profile costs.
 *
 * <p>Without a token: a program on this machine. A browser on this machine is told apart from the web pages that it
 * shows: one that had its own name point here (DNS rebinding) shows that name in {@code Host}, one that sends the
 * browser here shows it in {@code Sec-Fetch-Site}. A proxy on this machine forwards for others and is refused.
 *
 * <p>With a token: whoever knows it. A foreign web page does not, so nothing else is asked.
 */
final class Admission {

    static final int SHORTEST_TOKEN = 16;

    private static final Pattern LOOPBACK_HOST =
            Pattern.compile("(localhost|127(\\.[0-9]{1,3}){3}|\\[::1\\])(:[0-9]{1,5})?");
    private static final Set<String> OUR_PAGE_OR_THE_USER = Set.of("same-origin", "none");
    private static final Set<String> PROXIED =
            Set.of("forwarded", "via", "x-real-ip", "cf-connecting-ip", "true-client-ip");
    private static final List<String> PROXIED_PREFIXES = List.of("x-forwarded-", "x-envoy-");

    private final byte @Nullable [] token;

    private Admission(byte @Nullable [] token) {
        this.token = token;
    }

    static Admission fromThisMachine() {
        return new Admission(null);
    }

    static Admission withToken(String token) {
        if (token.length() < SHORTEST_TOKEN) {
            throw new IllegalArgumentException(
                    "token must have at least " + SHORTEST_TOKEN + " characters: length=" + token.length());
        }
        return new Admission(token.getBytes(StandardCharsets.UTF_8));
    }

    /** Throws {@link Refused} where the request has to stay unanswered. */
    void check(HttpExchange exchange) {
        if (token == null) {
            checkLocal(exchange);
        } else {
            checkToken(exchange, token);
        }
    }

    /** The page holds no data and a browser cannot send the token before it has the page. */
    void checkForPage(HttpExchange exchange) {
        if (token == null) {
            checkLocal(exchange);
        }
    }

    private static void checkToken(HttpExchange exchange, byte[] token) {
        String given = exchange.getRequestHeaders().getFirst("Authorization");
        byte[] bearer = given != null && given.startsWith("Bearer ")
                ? given.substring("Bearer ".length()).getBytes(StandardCharsets.UTF_8)
                : new byte[0];
        if (!MessageDigest.isEqual(token, bearer)) {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer");
            throw new Refused(401, "Authorization must be Bearer and the token that the server was started with");
        }
    }

    private static void checkLocal(HttpExchange exchange) {
        if (!exchange.getRemoteAddress().getAddress().isLoopbackAddress()) {
            throw new Refused(403, "requests must come from this machine");
        }
        Headers headers = exchange.getRequestHeaders();
        checkDirect(exchange, headers);
        String host = headers.getFirst("Host");
        if (host == null
                || !LOOPBACK_HOST.matcher(host.toLowerCase(Locale.ROOT)).matches()) {
            throw new Refused(403, Refused.because("Host must be localhost", "Host", host == null ? "" : host));
        }
        String origin = headers.getFirst("Origin");
        if (origin != null && !origin.equalsIgnoreCase("http://" + host)) {
            throw new Refused(403, Refused.because("other sites must not ask", "Origin", origin));
        }
        String site = headers.getFirst("Sec-Fetch-Site");
        if (site != null && !OUR_PAGE_OR_THE_USER.contains(site)) {
            throw new Refused(403, Refused.because("other sites must not ask", "Sec-Fetch-Site", site));
        }
    }

    /** What can be told of a proxy. One that changes nothing cannot be told from a friend: a token is the way there. */
    private static void checkDirect(HttpExchange exchange, Headers headers) {
        if (!exchange.getProtocol().equals("HTTP/1.1")) { // nginx speaks 1.0 unless told otherwise
            throw new Refused(
                    403, Refused.because("requests must not come through a proxy", "protocol", exchange.getProtocol()));
        }
        for (String header : headers.keySet()) {
            String name = header.toLowerCase(Locale.ROOT);
            if (PROXIED.contains(name) || PROXIED_PREFIXES.stream().anyMatch(name::startsWith)) {
                throw new Refused(403, "requests must not come through a proxy: it sent " + header);
            }
        }
        if (exchange.getRequestURI().isAbsolute()) {
            throw new Refused(403, "requests must not come through a proxy: the target names a host");
        }
        List<String> hosts = headers.get("Host");
        if (hosts != null && hosts.size() > 1) {
            throw new Refused(403, "Host must be given once");
        }
    }
}
