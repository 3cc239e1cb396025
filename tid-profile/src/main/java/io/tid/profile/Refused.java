package io.tid.profile;

/** A request that is not answered, with the status and the reason to tell. Control flow: it has no trace. */
final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    final int status;

    Refused(int status, String reason) {
        super(reason, null, false, false);
        this.status = status;
    }

    static Refused badValue(String rule, String name, String value) {
        return new Refused(400, because(rule, name, value));
    }

    /** {@code debug must be 0, 1 or 2: debug="3"}. */
    static String because(String rule, String name, String value) {
        return Escaped.quoted(new StringBuilder(rule).append(": ").append(name).append('='), value)
                .toString();
    }
}
