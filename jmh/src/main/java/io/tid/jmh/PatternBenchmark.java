package io.tid.jmh;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.core.Layout;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.config.DefaultConfiguration;
import org.apache.logging.log4j.core.layout.ByteBufferDestination;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One event through a layout into bytes, with each way of naming the thread. The event and the bytes are reused. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
@SuppressWarnings("NullAway.Init") // JMH calls makeLayout() first
public class PatternBenchmark {

    static final String MESSAGE = "%m%n";
    static final String TID = "%tid %m%n";
    static final String GID = "%gid %m%n";
    static final String NAME = "%t %m%n";
    static final String CONTEXT = "%X{gid} %m%n";
    static final String LOOKUP = "${gid:} %m%n";
    static final List<String> PATTERNS =
            List.of(MESSAGE, TID, GID, NAME, CONTEXT, LOOKUP, Layouts.JSON, Layouts.JSON_GID);

    /** {@code ${gid:}} is what Log4j makes of {@code $${gid:}} in a configuration file. */
    @Param({MESSAGE, TID, GID, NAME, CONTEXT, LOOKUP, Layouts.JSON, Layouts.JSON_GID})
    public String pattern;

    private final Discard discard = new Discard();
    private final LogEvent event = Events.of(60);
    private Layout<String> layout;

    @Setup
    public void makeLayout() {
        layout = Layouts.of(pattern, new DefaultConfiguration());
    }

    @Benchmark
    public int encode() {
        discard.bytes.clear();
        layout.encode(event, discard);
        return discard.bytes.position();
    }

    /** Takes what was encoded, and forgets it when it is full. */
    private static final class Discard implements ByteBufferDestination {

        private final ByteBuffer bytes = ByteBuffer.allocate(8192);

        @Override
        public ByteBuffer getByteBuffer() {
            return bytes;
        }

        @Override
        public ByteBuffer drain(ByteBuffer full) {
            return full.clear();
        }

        @Override
        public void writeBytes(ByteBuffer data) {
            bytes.put(data);
        }

        @Override
        public void writeBytes(byte[] data, int offset, int length) {
            bytes.put(data, offset, length);
        }
    }
}
