package io.tid.jmh;

import io.tid.AgronaLabels;
import io.tid.Tid;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** {@code gid-60} as a String, on the end of a builder and in a direct buffer; the ids have 2, 6 and 9 digits. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
public class LabelBenchmark {

    @Param({"42", "123456", "123456789"})
    public long id;

    private final StringBuilder builder = new StringBuilder(64);
    private final MutableDirectBuffer buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(64));

    @Benchmark
    public String label() {
        return Tid.label(id);
    }

    @Benchmark
    public StringBuilder append() {
        builder.setLength(0);
        return Tid.appendLabel(builder, id);
    }

    @Benchmark
    public int directBuffer() {
        return AgronaLabels.putLabel(buffer, 0, id);
    }

    /** What anyone would write without this library. */
    @Benchmark
    public String concat() {
        return "gid-" + id;
    }
}
