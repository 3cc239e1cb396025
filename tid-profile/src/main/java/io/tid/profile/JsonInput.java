package io.tid.profile;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON as the values it stands for: {@code Map}, {@code List}, {@code String}, {@code Long}, {@code Boolean} and null. It
 * reads what this library writes: whole numbers, and no deeper than {@value #DEEPEST} levels, so that a hostile file
 * ends with a message and not with the stack.
 */
final class JsonInput {

    private static final int DEEPEST = 16;
    private static final int END = -1;

    private final Reader in;
    private int next;
    private long position;

    private JsonInput(Reader in) throws IOException {
        this.in = in;
        this.next = in.read();
    }

    /** The one value in the text, whose reader stays open; an {@link IOException} names the place of what is wrong. */
    static @Nullable Object read(Reader in) throws IOException {
        JsonInput input = new JsonInput(in);
        Object value = input.value(0);
        input.skipSpace();
        if (input.next != END) {
            throw input.wrong("must end after one value");
        }
        return value;
    }

    private @Nullable Object value(int depth) throws IOException {
        skipSpace();
        if (depth > DEEPEST) {
            throw wrong("must be at most " + DEEPEST + " levels deep");
        }
        return switch (next) {
            case '{' -> object(depth + 1);
            case '[' -> array(depth + 1);
            case '"' -> string();
            case 't' -> word("true", true);
            case 'f' -> word("false", false);
            case 'n' -> word("null", null);
            default -> number();
        };
    }

    private Map<String, @Nullable Object> object(int depth) throws IOException {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        take('{');
        if (!takeIf('}')) {
            do {
                skipSpace();
                String name = string();
                skipSpace();
                take(':');
                members.put(name, value(depth));
            } while (takeIf(','));
            take('}');
        }
        return members;
    }

    private List<@Nullable Object> array(int depth) throws IOException {
        List<@Nullable Object> elements = new ArrayList<>();
        take('[');
        if (!takeIf(']')) {
            do {
                elements.add(value(depth));
            } while (takeIf(','));
            take(']');
        }
        return elements;
    }

    private String string() throws IOException {
        take('"');
        StringBuilder text = new StringBuilder();
        while (next != '"') {
            if (next < ' ') { // the end, too
                throw wrong("must have no control character in a string");
            }
            int c = advance();
            text.append((char) (c == '\\' ? escape() : c));
        }
        advance();
        return text.toString();
    }

    private int escape() throws IOException {
        int c = next;
        int meant = switch (c) {
            case '"', '\\', '/', 'u' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> throw wrong("must have a known escape after a backslash");
        };
        advance();
        return c == 'u' ? fourDigits() : meant;
    }

    private int fourDigits() throws IOException {
        int code = 0;
        for (int i = 0; i < 4; i++) {
            int digit = Character.digit(next, 16);
            if (digit < 0) {
                throw wrong("must have four hexadecimal digits after \\u");
            }
            code = code * 16 + digit;
            advance();
        }
        return code;
    }

    private @Nullable Object word(String word, @Nullable Object value) throws IOException {
        for (int i = 0; i < word.length(); i++) {
            take(word.charAt(i));
        }
        return value;
    }

    private Long number() throws IOException {
        StringBuilder digits = new StringBuilder();
        while (next == '-' || (next >= '0' && next <= '9')) {
            digits.append((char) advance());
        }
        try {
            return Long.valueOf(digits.toString());
        } catch (NumberFormatException e) {
            throw wrong("must have a value, and numbers that are whole");
        }
    }

    private void skipSpace() throws IOException {
        while (next == ' ' || next == '\n' || next == '\r' || next == '\t') {
            advance();
        }
    }

    private boolean takeIf(char wanted) throws IOException {
        skipSpace();
        boolean found = next == wanted;
        if (found) {
            advance();
        }
        return found;
    }

    private void take(char wanted) throws IOException {
        if (next != wanted) {
            throw wrong("must have '" + wanted + "'");
        }
        advance();
    }

    private int advance() throws IOException {
        int taken = next;
        next = in.read();
        position++;
        return taken;
    }

    private IOException wrong(String rule) {
        return new IOException("JSON " + rule + ": character=" + (position + 1));
    }
}
