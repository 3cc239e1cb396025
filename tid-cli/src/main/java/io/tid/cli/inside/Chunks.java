package io.tid.cli.inside;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * One answer, of any length: pieces with their length before them, then 0; or -1 and what went wrong, which may come in
 * the middle. Not thread-safe.
 */
final class Chunks extends OutputStream {

    private static final int LONGEST_REASON = 1_000; // well within what writeUTF can write

    private final DataOutputStream out;

    Chunks(DataOutputStream out) {
        this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        if (length > 0) {
            out.writeInt(length);
            out.write(bytes, from, length);
        }
    }

    void end() throws IOException {
        out.writeInt(0);
        out.flush();
    }

    void fail(String reason) throws IOException {
        out.writeInt(-1);
        out.writeUTF(new String(Arrays.copyOf(reason.toCharArray(), Math.min(reason.length(), LONGEST_REASON))));
        out.flush();
    }
}
