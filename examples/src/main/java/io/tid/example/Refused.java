package io.tid.example;

/** A request that breaks a rule: the HTTP status, and the rule with the value that broke it. */
final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1;
    private static final int QUOTED_CHARS = 24;

    private final int status;
    private final String reason;

    Refused(int status, String reason) {
        super(reason, null, false, false); // for the client, not for a stack trace
        this.status = status;
        this.reason = reason;
    }

    /** A client's text, fit for a log line: cut, and with nothing in it that could end the line or move the cursor. */
    static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.chars().limit(QUOTED_CHARS).forEach(c -> {
            if (c >= ' ' && c <= '~') {
                quoted.append((char) c);
            } else {
                quoted.append(String.format("\\u%04x", c));
            }
        });
        quoted.append('"');
        if (text.length() > QUOTED_CHARS) {
            quoted.append(" of ").append(text.length()).append(" characters");
        }
        return quoted.toString();
    }

    int status() {
        return status;
    }

    String reason() {
        return reason;
    }
}
