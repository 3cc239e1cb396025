package io.tid.jmh.report;

/**
 * One figure to reach, on one kind of thread.
 *
 * @param suite the question that it belongs to
 * @param limit what is asked for
 * @param got what was measured, put in the same terms
 * @param from the raw values behind it
 */
record Bar(Suite suite, String what, Kind kind, String limit, String got, String from, Verdict verdict) {

    /** Whether it was reached. */
    enum Verdict {
        REACHED("reached"),
        MISSED("NOT reached"),
        TOO_NOISY("too noisy to tell"),
        NOT_MEASURED("not measured");

        private final String text;

        Verdict(String text) {
            this.text = text;
        }

        static Verdict of(boolean reached) {
            return reached ? REACHED : MISSED;
        }

        String text() {
            return text;
        }
    }
}
