package io.tid;

/** Untrusted text as it is shown: in quotes, cut, with all that could move or hide other text escaped. */
final class Quoted {

    static final int LONGEST = 100;

    private Quoted() {}

    static String of(String text) {
        return append(new StringBuilder(), text).toString();
    }

    static StringBuilder append(StringBuilder to, String text) {
        int shown = Math.min(text.length(), LONGEST);
        to.append('"');
        for (int i = 0; i < shown; ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (c == '"' || c == '\\') {
                to.append('\\').append((char) c);
            } else if (isVisible(c)) {
                to.appendCodePoint(c);
            } else {
                to.append(String.format("\\u{%x}", c));
            }
        }
        to.append('"');
        if (text.length() > shown) {
            to.append(" and ").append(text.length() - shown).append(" more characters");
        }
        return to;
    }

    private static boolean isVisible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.PRIVATE_USE,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
