package io.tid.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;

/**
 * What the other JVM sends. Waits for it as long as that JVM works, and no longer than {@value #STOPPED_LOOKS} seconds
 * while it is stopped by a signal or a debugger; without a sign of either, two minutes. Not thread-safe.
 */
final class PatientInput extends InputStream {

    private static final int STOPPED_LOOKS = 3;
    private static final long LOOK_MILLIS = 1_000;
    private static final long PATIENCE_NS = TimeUnit.MINUTES.toNanos(2);

    private final SocketChannel channel;
    private final long pid;

    PatientInput(SocketChannel channel, long pid) {
        this.channel = channel;
        this.pid = pid;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        await();
        return channel.read(ByteBuffer.wrap(bytes, from, length));
    }

    private void await() throws IOException {
        long start = System.nanoTime();
        int stopped = 0;
        channel.configureBlocking(false);
        try (Selector selector = Selector.open()) {
            channel.register(selector, SelectionKey.OP_READ);
            while (selector.select(LOOK_MILLIS) == 0) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new IOException("interrupted");
                }
                stopped = Target.isStopped(pid) ? stopped + 1 : 0;
                if (stopped >= STOPPED_LOOKS) {
                    throw new Failure("process " + pid + " is stopped, and does not answer: kill -CONT " + pid);
                }
                if (System.nanoTime() - start > PATIENCE_NS) {
                    throw new IOException("no answer for two minutes");
                }
            }
        } finally {
            if (channel.isOpen()) {
                channel.configureBlocking(true);
            }
        }
    }
}
