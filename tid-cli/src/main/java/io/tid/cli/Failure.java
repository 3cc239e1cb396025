package io.tid.cli;

/** What went wrong, in one line for the user. Control flow: it has no trace. */
final class Failure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Failure(String reason) {
        super(reason, null, false, false);
    }
}
