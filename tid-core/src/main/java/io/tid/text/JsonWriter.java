package io.tid.text;

import java.io.IOException;

/**
 * Writes one JSON value piece by piece: objects and arrays are opened and closed, nothing is kept but some kilobytes on
 * their way to the destination.
 *
 * {@snippet :
 * new JsonWriter(out).beginObject().member("id", 60).name("stack").beginArray().value("run").endArray().endObject();
 * }
 *
 * <p>Strings are written as {@link SafeText#quoted(CharSequence)} does, so the result may stand in a page's script, and it
 * has no space except the {@linkplain #line() line ends} that the caller asked for. The buffered rest is handed on when
 * the outermost object or array is closed, and by {@link #flush()}. Not thread-safe.
 */
public final class JsonWriter {

    private static final int BUFFER_CHARS = 8 << 10;
    private static final int PIECE_CHARS = 1 << 10;

    private final Appendable out;
    private final StringBuilder buffer = new StringBuilder(BUFFER_CHARS + 6 * PIECE_CHARS);
    private int depth;
    private boolean separate;
    private boolean newLine;

    /**
     * A writer of one value, or of one after another.
     *
     * @param out where it goes
     */
    public JsonWriter(Appendable out) {
        this.out = out;
    }

    /**
     * Begins an object.
     *
     * @return this
     * @throws IOException if the destination does
     */
    public JsonWriter beginObject() throws IOException {
        return begin('{');
    }

    /**
     * Ends an object.
     *
     * @return this
     * @throws IOException if the destination does
     */
    public JsonWriter endObject() throws IOException {
        return end('}');
    }

    /**
     * Begins an array.
     *
     * @return this
     * @throws IOException if the destination does
     */
    public JsonWriter beginArray() throws IOException {
        return begin('[');
    }

    /**
     * Ends an array.
     *
     * @return this
     * @throws IOException if the destination does
     */
    public JsonWriter endArray() throws IOException {
        return end(']');
    }

    private JsonWriter begin(char bracket) throws IOException {
        next();
        buffer.append(bracket);
        depth++;
        separate = false;
        return this;
    }

    private JsonWriter end(char bracket) throws IOException {
        if (depth == 0) {
            throw new IllegalStateException("object or array must have begun: end=" + bracket);
        }
        breakLine();
        buffer.append(bracket);
        if (--depth == 0) {
            separate = false;
            flush();
        } else {
            written();
        }
        return this;
    }

    /**
     * The name of the member whose value follows.
     *
     * @param name the name
     * @return this
     * @throws IOException if the destination does
     */
    public JsonWriter name(CharSequence name) throws IOException {
        next();
        string(name);
        buffer.append(':');
        separate = false;
        return this;
    }

    /**
     * A string.
     *
     * @param value the text
     * @return this
     * @throws IOException if the destination does
     */
    public JsonWriter value(CharSequence value) throws IOException {
        next();
        string(value);
        return written();
    }

    /**
     * A whole number.
     *
     * @param value the number
     * @return this
     * @throws IOException if the destination does
     */
    public JsonWriter value(long value) throws IOException {
        next();
        buffer.append(value);
        return written();
    }

    /**
     * A number with a fraction.
     *
     * @param value the number, finite
     * @return this
     * @throws IOException if the destination does
     * @throws IllegalArgumentException if it is infinite or not a number, which JSON cannot say
     */
    public JsonWriter value(double value) throws IOException {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("value must be finite: value=" + value);
        }
        next();
        buffer.append(value);
        return written();
    }

    /**
     * A truth value.
     *
     * @param value the value
     * @return this
     * @throws IOException if the destination does
     */
    public JsonWriter value(boolean value) throws IOException {
        next();
        buffer.append(value);
        return written();
    }

    /**
     * {@code null}.
     *
     * @return this
     * @throws IOException if the destination does
     */
    public JsonWriter nullValue() throws IOException {
        next();
        buffer.append("null");
        return written();
    }

    /**
     * A member that is a string.
     *
     * @param name its name
     * @param value its value
     * @return this
     * @throws IOException if the destination does
     */
    public JsonWriter member(CharSequence name, CharSequence value) throws IOException {
        return name(name).value(value);
    }

    /**
     * A member that is a whole number.
     *
     * @param name its name
     * @param value its value
     * @return this
     * @throws IOException if the destination does
     */
    public JsonWriter member(CharSequence name, long value) throws IOException {
        return name(name).value(value);
    }

    /**
     * A member that is a number with a fraction.
     *
     * @param name its name
     * @param value its value, finite
     * @return this
     * @throws IOException if the destination does
     */
    public JsonWriter member(CharSequence name, double value) throws IOException {
        return name(name).value(value);
    }

    /**
     * A member that is a truth value.
     *
     * @param name its name
     * @param value its value
     * @return this
     * @throws IOException if the destination does
     */
    public JsonWriter member(CharSequence name, boolean value) throws IOException {
        return name(name).value(value);
    }

    /**
     * Lets what comes next, a value, a name or a closing bracket, begin on a new line.
     *
     * @return this
     */
    public JsonWriter line() {
        newLine = true;
        return this;
    }

    /**
     * Hands on what is buffered. Does not flush the destination.
     *
     * @return this
     * @throws IOException if the destination does
     */
    public JsonWriter flush() throws IOException {
        out.append(buffer);
        buffer.setLength(0);
        return this;
    }

    private void next() {
        if (separate) {
            buffer.append(',');
        }
        breakLine();
    }

    private void breakLine() {
        if (newLine) {
            buffer.append('\n');
            newLine = false;
        }
    }

    private JsonWriter written() throws IOException {
        separate = depth > 0;
        if (buffer.length() >= BUFFER_CHARS) {
            flush();
        }
        return this;
    }

    /** In pieces, so that a huge one needs no huge buffer. */
    private void string(CharSequence text) throws IOException {
        buffer.append('"');
        for (int from = 0; from < text.length(); ) {
            int to = SafeText.boundary(text, Math.min(text.length(), from + PIECE_CHARS));
            SafeText.append(buffer, text, from, to, true);
            from = to;
            if (buffer.length() >= BUFFER_CHARS) {
                flush();
            }
        }
        buffer.append('"');
    }
}
