package io.tid.cli.target;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * What the command and the agent in the other JVM send one another, both ends; they come from the same jar. After the
 * greeting that {@code Bootstrap} reads, the command sends requests, a {@link Request}'s name and a thread's id, and each
 * is answered before the next: by pieces with their length before them, then 0; or -1 and what went wrong, which may come
 * in the middle.
 */
public final class Protocol {

    /** In place of an id: every live thread. */
    public static final long ALL = 0;

    private static final int LONGEST_REASON = 1_000; // well within what writeUTF can write

    private Protocol() {}

    /** What can be asked for. */
    public enum Request {
        /** Nothing, once the agent has all of its classes. */
        READY,
        /** The groups, as JSON. */
        PROFILE,
        /** One thread, or all, as text. */
        THREADS,
        /** The same as JSON. */
        THREADS_JSON,
        /** {@link Numbers} of the JVM. */
        STATS,
        /** The scheduler's {@link Numbers}. */
        SCHED,
        /** Starts a flight recording; an empty answer once it runs. */
        TRACE,
        /** Ends it; the answer is its file. */
        TRACED
    }

    /** A request as it was read. */
    record Asked(Request request, long id) {}

    public static void ask(DataOutputStream out, Request request, long id) throws IOException {
        out.writeUTF(request.name());
        out.writeLong(id);
        out.flush();
    }

    /** The next request, or null when the command has hung up. */
    static @Nullable Asked next(DataInputStream in) throws IOException {
        try {
            return new Asked(Request.valueOf(in.readUTF()), in.readLong());
        } catch (EOFException theCommandIsDone) {
            return null;
        }
    }

    /** One answer, as it is written. Not thread-safe. */
    static final class Answer extends OutputStream {

        private final DataOutputStream out;

        Answer(DataOutputStream out) {
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
            out.writeUTF(reason.substring(0, Math.min(reason.length(), LONGEST_REASON)));
            out.flush();
        }
    }

    /** What went wrong in the other JVM, in its words. */
    public static final class Refusal extends IOException {

        private static final long serialVersionUID = 1L;

        Refusal(String reason) {
            super(reason);
        }
    }

    /** One answer, as it is read. Not thread-safe. */
    public static final class Reply extends InputStream {

        private final DataInputStream in;
        private int left;
        private boolean ended;

        public Reply(DataInputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        /** Throws a {@link Refusal} where the other JVM could not answer. */
        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            if (ended) {
                return -1;
            }
            if (left == 0) {
                left = in.readInt();
                if (left <= 0) {
                    ended = true;
                    if (left < 0) {
                        throw new Refusal(in.readUTF());
                    }
                    return -1;
                }
            }
            int read = in.read(bytes, from, Math.min(length, left));
            if (read < 0) {
                throw new EOFException("the connection ended in the middle of an answer");
            }
            left -= read;
            return read;
        }
    }
}
