package io.tid.profile;

/**
 * Text that others chose, made harmless for whoever reads it: a terminal, a log, a JSON parser, a browser.
 *
 * <p>What is invisible or moves the cursor is written as {@code \}{@code u001b}: control characters, line and paragraph
 * separators, characters that reverse the direction of text, halves of surrogate pairs.
 */
final class Escaped {

    private Escaped() {}

    /** For plain text without quotes around it; a backslash stays. */
    static StringBuilder plain(StringBuilder out, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isVisible(text, i)) {
                out.append(c);
            } else {
                unicode(out, c);
            }
        }
        return out;
    }

    /** A JSON string, which is also the quoted form in plain text. Safe inside an HTML script element. */
    static StringBuilder quoted(StringBuilder out, String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c != '<' && c != '>' && c != '&' && isVisible(text, i)) {
                out.append(c);
            } else {
                unicode(out, c);
            }
        }
        return out.append('"');
    }

    private static boolean isVisible(String text, int i) {
        char c = text.charAt(i);
        if (c >= ' ' && c <= '~') {
            return true;
        }
        if (Character.isHighSurrogate(c)) {
            return i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))
                    && isVisible(Character.getType(text.codePointAt(i)));
        }
        if (Character.isLowSurrogate(c)) {
            return i > 0
                    && Character.isHighSurrogate(text.charAt(i - 1))
                    && isVisible(Character.getType(text.codePointAt(i - 1)));
        }
        return isVisible(Character.getType(c));
    }

    private static boolean isVisible(int type) {
        return type != Character.CONTROL
                && type != Character.FORMAT
                && type != Character.LINE_SEPARATOR
                && type != Character.PARAGRAPH_SEPARATOR
                && type != Character.SURROGATE
                && type != Character.UNASSIGNED;
    }

    private static void unicode(StringBuilder out, char c) {
        out.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            out.append(Character.forDigit((c >> shift) & 0xF, 16));
        }
    }
}
