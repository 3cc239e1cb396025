package io.tid.jmh;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.CompilerControl;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * The slow way: render the current thread's stack as text, headed by a line that names the thread, and parse the id out
 * of that header. It is what Go programs do with {@code runtime.Stack}, there being nothing else.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
public class StackTextBenchmark {

    /** Frames of the caller, on top of the harness's own ten or so. */
    @Param({"5", "50", "500"})
    public int depth;

    @Benchmark
    public long stackText() {
        return descend(depth);
    }

    @CompilerControl(CompilerControl.Mode.DONT_INLINE)
    private static long descend(int frames) {
        return frames > 1 ? descend(frames - 1) : Headers.id(stackAsText(), "#");
    }

    private static String stackAsText() {
        Thread self = Thread.currentThread();
        StringBuilder text = new StringBuilder().append(self).append('\n');
        for (StackTraceElement frame : self.getStackTrace()) {
            text.append("\tat ").append(frame).append('\n');
        }
        return text.toString();
    }
}
