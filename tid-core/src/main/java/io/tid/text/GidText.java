package io.tid.text;

/** Ids of threads as people write them: {@code gid-60}, as logs show it, or {@code 60}. */
public final class GidText {

    /** What stands before the number. */
    public static final String PREFIX = "gid-";

    private static final int LONGEST_ID_DIGITS = 19;

    private GidText() {}

    /**
     * Reads an id, with the prefix or without. The number has no sign, space, leading zero or digit of another script.
     *
     * @param text the text
     * @return the id, always positive
     * @throws NumberFormatException if it is none; the message gives the rule and quotes the text, harmless and cut
     */
    public static long parse(CharSequence text) {
        long id = number(text, startsWithPrefix(text) ? PREFIX.length() : 0);
        if (id <= 0) {
            throw new NumberFormatException("must be like gid-60 or 60: " + SafeText.cut(text));
        }
        return id;
    }

    /**
     * Reads a label.
     *
     * @param label the text
     * @return the id, or 0 if the text is no label
     */
    public static long ofLabel(CharSequence label) {
        return startsWithPrefix(label) ? number(label, PREFIX.length()) : 0;
    }

    private static long number(CharSequence text, int from) {
        int length = text.length();
        if (length == from || length - from > LONGEST_ID_DIGITS || text.charAt(from) == '0') {
            return 0;
        }
        long id = 0;
        for (int at = from; at < length; at++) {
            int digit = text.charAt(at) - '0';
            if (digit < 0 || digit > 9) {
                return 0;
            }
            id = id * 10 + digit; // 19 digits overflow at most once, into the negative
        }
        return Math.max(id, 0);
    }

    /** By characters: a part of the text would be an object. */
    private static boolean startsWithPrefix(CharSequence text) {
        int length = PREFIX.length();
        if (text.length() < length) {
            return false;
        }
        for (int at = 0; at < length; at++) {
            if (text.charAt(at) != PREFIX.charAt(at)) {
                return false;
            }
        }
        return true;
    }
}
