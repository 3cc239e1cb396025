package io.tid.example;

/** A request that breaks a rule: the HTTP status, and the rule with the value that broke it. */
final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int status;
    private final String reason;

    Refused(int status, String reason) {
        super(reason, null, false, false); // for the client, not for a stack trace
        this.status = status;
        this.reason = reason;
    }

    int status() {
        return status;
    }

    String reason() {
        return reason;
    }
}
