package io.tid.text;

/**
 * Untrusted text made harmless for whoever reads it: a terminal, a log, a JSON parser, a browser.
 *
 * <p>A character that is invisible, moves the cursor, ends a line or turns the direction of text is written as
 * {@code \}{@code u001b}: control and format characters, line and paragraph separators, halves of surrogate pairs,
 * private and unassigned characters, and the few letters and marks that have no shape. A character beyond the first 65,536
 * is written as two of these, as JSON does it. All other text stays as it is.
 *
 * <p>Two forms. {@linkplain #append Plain} text stands alone, and keeps its backslashes. {@linkplain #quoted Quoted} text
 * is a JSON string: {@code "} and {@code \} have a backslash before them, and {@code <}, {@code >} and {@code &} are
 * escaped, so that it may stand in a page's script.
 */
public final class SafeText {

    private static final int LONGEST_IN_MESSAGE = 100;

    private SafeText() {}

    /**
     * Appends text in plain form.
     *
     * @param out what to append to
     * @param text the text
     * @return {@code out}
     */
    public static StringBuilder append(StringBuilder out, CharSequence text) {
        return append(out, text, 0, text.length(), false);
    }

    /**
     * Text in plain form.
     *
     * @param text the text
     * @return the text, harmless
     */
    public static String of(CharSequence text) {
        return append(new StringBuilder(text.length()), text).toString();
    }

    /**
     * Appends text in quotes, as a JSON string.
     *
     * @param out what to append to
     * @param text the text
     * @return {@code out}
     */
    public static StringBuilder quoted(StringBuilder out, CharSequence text) {
        return append(out.append('"'), text, 0, text.length(), true).append('"');
    }

    /**
     * Text in quotes, as a JSON string.
     *
     * @param text the text
     * @return the text, harmless and in quotes
     */
    public static String quoted(CharSequence text) {
        return quoted(new StringBuilder(text.length() + 2), text).toString();
    }

    /**
     * Appends text for a message of one line: in quotes and cut to 100 characters, with the number of characters that are
     * missing.
     *
     * @param out what to append to
     * @param text the text
     * @return {@code out}
     */
    public static StringBuilder cut(StringBuilder out, CharSequence text) {
        int length = text.length();
        int end = boundary(text, Math.min(length, LONGEST_IN_MESSAGE));
        append(out.append('"'), text, 0, end, true).append('"');
        return end == length ? out : out.append(" and ").append(length - end).append(" more characters");
    }

    /**
     * Text for a message of one line: in quotes and cut to 100 characters.
     *
     * @param text the text
     * @return the text, harmless, in quotes and short
     */
    public static String cut(CharSequence text) {
        return cut(new StringBuilder(), text).toString();
    }

    /** The index, or the one before if it would part a surrogate pair. */
    static int boundary(CharSequence text, int index) {
        boolean parts = index > 0
                && index < text.length()
                && Character.isHighSurrogate(text.charAt(index - 1))
                && Character.isLowSurrogate(text.charAt(index));
        return parts ? index - 1 : index;
    }

    static StringBuilder append(StringBuilder out, CharSequence text, int from, int to, boolean quoted) {
        int harmless = from; // where the run of text begins that is not yet appended
        int at = from;
        while (at < to) {
            char c = text.charAt(at);
            if (c >= ' ' && c <= '~' && !(quoted && isSpecial(c))) {
                at++;
                continue;
            }
            int next = at + 1;
            int codePoint = c;
            if (Character.isHighSurrogate(c) && next < to && Character.isLowSurrogate(text.charAt(next))) {
                codePoint = Character.toCodePoint(c, text.charAt(next++));
            }
            if ((quoted && isSpecial(c)) || !isVisible(codePoint)) {
                out.append(text, harmless, at);
                escape(out, text, at, next);
                harmless = next;
            }
            at = next;
        }
        return out.append(text, harmless, to);
    }

    private static boolean isSpecial(char c) {
        return c == '"' || c == '\\' || c == '<' || c == '>' || c == '&';
    }

    private static void escape(StringBuilder out, CharSequence text, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
                continue;
            }
            out.append("\\u");
            for (int shift = 12; shift >= 0; shift -= 4) {
                out.append(Character.forDigit((c >> shift) & 0xF, 16));
            }
        }
    }

    private static boolean isVisible(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.PRIVATE_USE,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> false;
            default -> !isShapeless(codePoint);
        };
    }

    /** Letters and marks that Unicode lets a reader ignore: fillers, the grapheme joiner, variation selectors. */
    private static boolean isShapeless(int c) {
        return switch (c) {
            case 0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B, 0x180C, 0x180D, 0x180F, 0x2800, 0x3164, 0xFFA0 -> true;
            default -> (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF);
        };
    }
}
