package io.tid.log4j;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import org.apache.logging.log4j.core.layout.ByteBufferDestination;
import org.apache.logging.log4j.core.layout.ByteBufferDestinationHelper;
import org.apache.logging.log4j.core.util.Constants;
import org.apache.logging.log4j.util.StringBuilders;

/**
 * What one line needs on its way from an event to bytes: its text, an encoder, and a buffer on each side of that.
 *
 * <p>One thread owns a set at a time ({@link BufferPool}). It begins small, so that a new one costs little more than the
 * line at hand, and grows with the lines that it sees, up to the sizes that Log4j gives its own buffers. A line beyond
 * them is written in pieces, under the destination's lock from the first to the last. The text alone may grow further;
 * {@link #trim} ends that before the set is idle.
 */
final class LineBuffers {

    private static final int FIRST_CHARS = 128;

    /** Room for the longest sequence of any charset, the end of a shift state included. */
    private static final int LEAST = 64;

    private static final int MOST_CHARS = Math.max(LEAST, Constants.ENCODER_CHAR_BUFFER_SIZE);
    private static final int MOST_BYTES = Math.max(LEAST, Constants.ENCODER_BYTE_BUFFER_SIZE);

    private final int mostText;
    private final StringBuilder text = new StringBuilder(FIRST_CHARS);
    private final CharsetEncoder encoder;
    private CharBuffer chars;
    private ByteBuffer bytes;

    /**
     * Empty buffers.
     *
     * @param mostText the most characters for which the text's memory is kept
     */
    LineBuffers(Charset charset, int mostText) {
        this.mostText = mostText;
        encoder = charset.newEncoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE);
        chars = CharBuffer.allocate(Math.min(FIRST_CHARS, MOST_CHARS));
        bytes = bytesFor(chars.capacity());
    }

    /** The builder for the line's text, empty. */
    StringBuilder text() {
        text.setLength(0);
        return text;
    }

    /** Lets go of the memory that only a huge line needed, so that an idle set is never large. */
    void trim() {
        StringBuilders.trimToMaxSize(text, mostText);
    }

    /** The most bytes that these buffers keep: two for each character, and the encoder keeps none. */
    int keptBytes() {
        return Character.BYTES * (text.capacity() + chars.capacity()) + bytes.capacity();
    }

    /**
     * Writes a line, in the bytes of {@link String#getBytes(Charset)} and with no other line's between them.
     *
     * @param line the text, mostly but not always the builder of {@link #text()}
     */
    void write(StringBuilder line, ByteBufferDestination destination) {
        grow(line.length());
        if (encodeWhole(line)) {
            destination.writeBytes(bytes.flip());
        } else {
            synchronized (destination) {
                writeInPieces(line, destination);
            }
        }
    }

    private void grow(int length) {
        if (length > chars.capacity() && chars.capacity() < MOST_CHARS) {
            int roundedUp = Integer.highestOneBit(Math.min(length, MOST_CHARS) - 1) << 1;
            chars = CharBuffer.allocate(Math.min(roundedUp, MOST_CHARS));
            bytes = bytesFor(chars.capacity());
        }
    }

    private ByteBuffer bytesFor(int length) {
        long enough = (long) Math.ceil(length * (double) encoder.maxBytesPerChar()) + LEAST;
        return ByteBuffer.allocate((int) Math.min(enough, MOST_BYTES));
    }

    private boolean encodeWhole(StringBuilder line) {
        int length = line.length();
        if (length > chars.capacity()) {
            return false;
        }
        line.getChars(0, length, chars.array(), 0);
        chars.clear().limit(length);
        bytes.clear();
        encoder.reset();
        return encoder.encode(chars, bytes, true).isUnderflow()
                && encoder.flush(bytes).isUnderflow();
    }

    private void writeInPieces(StringBuilder line, ByteBufferDestination destination) {
        int length = line.length();
        int copied = 0;
        chars.clear().flip();
        bytes.clear();
        encoder.reset();
        do {
            chars.compact(); // keeps the first half of a surrogate pair until the second is there
            int end = Math.min(length, copied + chars.remaining());
            line.getChars(copied, end, chars.array(), chars.position());
            chars.position(chars.position() + end - copied).flip();
            copied = end;
            while (encoder.encode(chars, bytes, copied == length).isOverflow()) {
                drain(destination);
            }
        } while (copied < length);
        while (encoder.flush(bytes).isOverflow()) {
            drain(destination);
        }
        drain(destination);
    }

    private void drain(ByteBufferDestination destination) {
        ByteBufferDestinationHelper.writeToUnsynchronized(bytes.flip(), destination);
        bytes.clear();
    }
}
