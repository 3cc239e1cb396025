package io.tid.cli.inside;

import io.tid.profile.ThreadProfile;
import io.tid.profile.Threads;
import io.tid.profile.agent.ProfileAgent;
import java.io.BufferedWriter;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.lang.instrument.Instrumentation;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.function.LongPredicate;

/**
 * Answers the command, one request after the other, until it hangs up. Runs on a thread of its own, which no answer
 * counts.
 */
public final class Inside {

    /** Every live thread. */
    public static final long ALL = 0;

    private Inside() {}

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
        SCHED
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
        Scheduler scheduler = new Scheduler(instrumentation);
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
                Writer writer = new BufferedWriter(new OutputStreamWriter(chunks, StandardCharsets.UTF_8));
                answer(request, id, writer, scheduler);
                writer.flush();
                chunks.end();
            } catch (RuntimeException | LinkageError | OutOfMemoryError e) { // they are the command's to show
                chunks.fail(e.toString());
            }
        }
    }

    private static void answer(Request request, long id, Writer out, Scheduler scheduler) throws IOException {
        LongPredicate wanted = id == ALL ? any -> true : candidate -> candidate == id;
        switch (request) {
            case PROFILE -> ThreadProfile.take().writeJson(out);
            case THREADS -> Threads.write(out, wanted);
            case THREADS_JSON -> Threads.writeJson(out, wanted);
            case STATS -> stats(out);
            case SCHED -> scheduler.write(out);
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
