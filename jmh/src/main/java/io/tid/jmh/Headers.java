package io.tid.jmh;

/** Reads the id out of a line that was written for people: what the slow ways have to do. */
final class Headers {

    private Headers() {}

    /** The digits that follow the first {@code mark}. */
    static long id(String text, String mark) {
        int at = text.indexOf(mark);
        if (at < 0) {
            throw new IllegalArgumentException("no \"" + mark + "\" in: " + text);
        }
        long id = 0;
        for (int i = at + mark.length(); i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                break;
            }
            id = id * 10 + digit;
        }
        return id;
    }
}
