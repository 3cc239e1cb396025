package io.tid.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Standard output that remembers what it could not write, which a {@link PrintWriter} does not tell. */
final class StandardOutput extends OutputStream {

    /** As a shell reports a program that SIGPIPE ended: the reader went away, and knows why. */
    static final int NO_READER = 128 + 13;

    private final OutputStream out;
    private @Nullable IOException failure;

    StandardOutput(OutputStream out) {
        this.out = out;
    }

    static StandardOutput ofProcess() {
        return new StandardOutput(new FileOutputStream(FileDescriptor.out));
    }

    PrintWriter writer() {
        return new PrintWriter(this, false, StandardCharsets.UTF_8);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        try {
            out.write(bytes, from, length);
        } catch (IOException e) {
            failure = failure == null ? e : failure;
            throw e;
        }
    }

    /** The exit code of a command that ended with one, once all is written; says on the error stream what was not. */
    int end(int code, PrintWriter writer, PrintWriter err) {
        writer.flush();
        IOException lost = failure;
        if (lost == null || code != 0) {
            return code;
        }
        if (String.valueOf(lost.getMessage()).contains("Broken pipe")) {
            return NO_READER;
        }
        err.println("tid: standard output: " + Display.reason(lost));
        err.flush();
        return Main.FAILED;
    }
}
