package io.tid.cli.inside;

import io.tid.profile.ThreadProfile;
import io.tid.profile.Threads;
import io.tid.profile.agent.ProfileAgent;
import java.io.BufferedWriter;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.lang.instrument.Instrumentation;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Answers the command, one request after the other, until it hangs up. Runs on a thread of its own, which no answer
 * counts.
 */
public final class Inside {

    /** Every live thread. */
    public static final long ALL = 0;

    private final Instrumentation instrumentation;
    private final Scheduler scheduler;
    private @Nullable Recorder recorder;

    private Inside(Instrumentation instrumentation) {
        this.instrumentation = instrumentation;
        this.scheduler = new Scheduler(instrumentation);
    }

    /** What can be asked for. */
    public enum Request {
        /** The groups, as JSON. */
        PROFILE,
        /** One thread, or all, as text. */
        THREADS,
        /** The same as JSON. */
        THREADS_JSON,
        /** Lines of a name and a number. */
        STATS,
        /** The scheduler, as such lines. */
        SCHED,
        /** Starts a flight recording; an empty answer once it runs. */
        TRACE,
        /** Ends it; the answer is its file. */
        TRACED
    }

    /**
     * Called by {@code Bootstrap}, by name.
     *
     * @param in requests: the name of a {@link Request} and a thread's id, or {@link #ALL}
     * @param out answers, as {@link Chunks} writes them
     * @param instrumentation the JVM's
     * @throws IOException if the command goes away while it is answered
     */
    public static void run(DataInputStream in, DataOutputStream out, Instrumentation instrumentation)
            throws IOException {
        ProfileAgent.agentmain("", instrumentation);
        Inside inside = new Inside(instrumentation);
        try {
            inside.serve(in, out);
        } finally {
            inside.endRecording();
        }
    }

    private void serve(DataInputStream in, DataOutputStream out) throws IOException {
        while (true) {
            Request request;
            long id;
            try {
                request = Request.valueOf(in.readUTF());
                id = in.readLong();
            } catch (EOFException theCommandIsDone) {
                return;
            }
            Chunks chunks = new Chunks(out);
            try {
                answer(request, id, chunks);
                chunks.end();
            } catch (UnsupportedOperationException e) {
                chunks.fail(String.valueOf(e.getMessage()));
            } catch (RuntimeException | LinkageError | OutOfMemoryError e) { // they are the command's to show
                chunks.fail(e.toString());
            }
        }
    }

    private void answer(Request request, long id, OutputStream out) throws IOException {
        LongPredicate wanted = id == ALL ? any -> true : candidate -> candidate == id;
        Writer text = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        switch (request) {
            case PROFILE -> ThreadProfile.take().writeJson(text);
            case THREADS -> Threads.write(text, wanted);
            case THREADS_JSON -> Threads.writeJson(text, wanted);
            case STATS -> stats(text);
            case SCHED -> scheduler.write(text);
            case TRACE -> recorder = Recorder.start(instrumentation);
            case TRACED -> Objects.requireNonNull(recorder).write(out);
        }
        text.flush();
    }

    private void endRecording() {
        if (recorder != null) {
            recorder.close();
        }
    }

    private static void stats(Writer out) throws IOException {
        long virtual = Threads.countVirtual();
        long threads = Threads.count() - 1; // this one
        line(out, "threads", threads);
        line(out, "platform", threads - virtual);
        line(out, "virtual", virtual);
        line(out, "mounted", Threads.countMounted());
        Runtime runtime = Runtime.getRuntime();
        line(out, "processors", runtime.availableProcessors());
        line(out, "heapUsedBytes", runtime.totalMemory() - runtime.freeMemory());
        line(out, "heapCommittedBytes", runtime.totalMemory());
        line(out, "heapMaxBytes", runtime.maxMemory());
        long collections = 0;
        long millis = 0;
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            collections += Math.max(0, collector.getCollectionCount());
            millis += Math.max(0, collector.getCollectionTime());
        }
        line(out, "collections", collections);
        line(out, "collectionMs", millis);
        line(out, "loadedClasses", ManagementFactory.getClassLoadingMXBean().getLoadedClassCount());
    }

    static void line(Writer out, String name, long value) throws IOException {
        out.append(name).append('=').append(Long.toString(value)).append('\n');
    }
}
