package io.tid.log4j;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.apache.logging.log4j.core.layout.ByteBufferDestination;
import org.apache.logging.log4j.core.layout.ByteBufferDestinationHelper;

/** A destination with a small buffer, as Log4j's appenders are, that keeps what it is given. */
final class Sink implements ByteBufferDestination {

    private final ByteArrayOutputStream drained = new ByteArrayOutputStream();
    private final ByteBuffer buffer;

    private final Runnable beforeDraining;

    Sink(int capacity) {
        this(capacity, () -> {});
    }

    Sink(int capacity, Runnable beforeDraining) {
        buffer = ByteBuffer.allocate(capacity);
        this.beforeDraining = beforeDraining;
    }

    /** What the writer writes to a destination of 1,000 bytes. */
    static byte[] bytes(Consumer<ByteBufferDestination> writer) {
        Sink sink = new Sink(1000);
        writer.accept(sink);
        return sink.bytes();
    }

    @Override
    public ByteBuffer getByteBuffer() {
        return buffer;
    }

    @Override
    public synchronized ByteBuffer drain(ByteBuffer full) {
        beforeDraining.run();
        drained.write(full.array(), full.arrayOffset(), full.position());
        return full.clear();
    }

    @Override
    public synchronized void writeBytes(ByteBuffer data) {
        ByteBufferDestinationHelper.writeToUnsynchronized(data, this);
    }

    @Override
    public synchronized void writeBytes(byte[] data, int offset, int length) {
        ByteBufferDestinationHelper.writeToUnsynchronized(data, offset, length, this);
    }

    synchronized byte[] bytes() {
        drain(buffer);
        return drained.toByteArray();
    }
}
