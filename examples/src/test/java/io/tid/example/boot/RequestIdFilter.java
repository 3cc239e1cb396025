package io.tid.example.boot;

import io.tid.LogContext;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;

/** Puts the id of each request into the context for as long as it is served; gives it one where it came without. */
final class RequestIdFilter extends OncePerRequestFilter {

    static final String HEADER = "X-Request-Id";

    @Override
    @SuppressWarnings("try") // open is all that the scope is for
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String id = idOf(request.getHeader(HEADER));
        response.setHeader(HEADER, id);
        try (LogContext.Scope scope = LogContext.current().with("requestId", id).open()) {
            chain.doFilter(request, response);
        }
    }

    /** What a client sends ends up in the log, so it has to look like an id. */
    private static String idOf(@Nullable String sent) {
        return sent != null && sent.matches("[A-Za-z0-9-]{1,40}")
                ? sent
                : UUID.randomUUID().toString();
    }
}
