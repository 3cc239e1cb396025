package io.tid.jmh.report;

import java.util.Locale;
import java.util.OptionalDouble;

/** Numbers as the report writes them: three digits that matter, thousands apart. */
final class Figures {

    static final String NONE = "–";

    private Figures() {}

    static String number(double value) {
        if (Double.isNaN(value)) {
            return NONE;
        }
        double size = Math.abs(value);
        String format = size < 10 ? "%,.2f" : size < 100 ? "%,.1f" : "%,.0f";
        return String.format(Locale.ROOT, format, value);
    }

    static String factor(double value) {
        return Double.isNaN(value) ? NONE : number(value) + "×";
    }

    static String withError(Measurement m) {
        return number(m.ns()) + " ± " + number(m.errorNs());
    }

    static String bytes(OptionalDouble bytes) {
        return bytes.isEmpty() ? NONE : String.format(Locale.ROOT, "%,d", Math.round(bytes.getAsDouble()));
    }

    /** With the fractions that show where "0 B" comes from. */
    static String exactBytes(Measurement m) {
        return m.bytes().isEmpty()
                ? NONE
                : String.format(Locale.ROOT, "%,.4f ± %,.4f B", m.bytes().getAsDouble(), m.errorBytes());
    }
}
