package io.tid.cli.target;

import io.tid.Tid;
import io.tid.cli.target.Protocol.Answer;
import io.tid.cli.target.Protocol.Asked;
import io.tid.cli.target.Protocol.Request;
import io.tid.profile.Grouping;
import io.tid.profile.ThreadProfile;
import io.tid.profile.Threads;
import io.tid.profile.agent.ProfileAgent;
import java.io.BufferedWriter;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.lang.instrument.Instrumentation;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Answers the command, one request after the other, until it hangs up. Runs on a thread of its own, which no answer
 * counts.
 */
public final class TargetAgent {

    private final Instrumentation instrumentation;
    private final Scheduler scheduler;
    private @Nullable Recorder recorder;

    private TargetAgent(Instrumentation instrumentation) {
        this.instrumentation = instrumentation;
        this.scheduler = new Scheduler(instrumentation);
    }

    /**
     * Called by {@code Bootstrap}, by name.
     *
     * @param in requests, as {@link Protocol} has them
     * @param out answers
     * @param instrumentation the JVM's
     * @throws IOException if the command goes away while it is answered
     */
    public static void run(DataInputStream in, DataOutputStream out, Instrumentation instrumentation)
            throws IOException {
        ProfileAgent.agentmain("", instrumentation);
        TargetAgent inside = new TargetAgent(instrumentation);
        try {
            inside.serve(in, out);
        } finally {
            inside.endRecording();
        }
    }

    private void serve(DataInputStream in, DataOutputStream out) throws IOException {
        for (Asked asked = Protocol.next(in); asked != null; asked = Protocol.next(in)) {
            Answer answer = new Answer(out);
            try {
                answer(asked.request(), asked.id(), answer);
                answer.end();
            } catch (UnsupportedOperationException e) {
                answer.fail(String.valueOf(e.getMessage()));
            } catch (RuntimeException | LinkageError | OutOfMemoryError e) { // they are the command's to show
                answer.fail(e.toString());
            }
        }
    }

    private void answer(Request request, long id, OutputStream out) throws IOException {
        LongPredicate ids = id == Protocol.ALL ? any -> true : candidate -> candidate == id;
        Writer text = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        switch (request) {
            case READY -> loadAll();
            case PROFILE -> ThreadProfile.take(Grouping.ALL_KEYS).writeJson(text);
            case THREADS -> Threads.write(text, ids);
            case THREADS_JSON -> Threads.writeJson(text, ids);
            case STATS -> stats().write(text);
            case SCHED -> scheduler.numbers().write(text);
            case TRACE -> recorder = Recorder.start(instrumentation);
            case TRACED -> Objects.requireNonNull(recorder).write(out);
        }
        text.flush();
    }

    /** A class of the jar that is searched last: then all are open, and may be deleted. */
    private static void loadAll() {
        Tid.current();
    }

    private void endRecording() {
        if (recorder != null) {
            recorder.close();
        }
    }

    private static Numbers stats() {
        Numbers numbers = new Numbers();
        OptionalLong threads = Counts.all();
        OptionalLong virtual = Counts.virtual();
        // where virtual threads are not seen, all that are seen are platform threads
        numbers.put("threads", virtual.isPresent() ? threads : OptionalLong.empty());
        numbers.put("platform", Counts.known(threads.orElse(-1) - virtual.orElse(0)));
        numbers.put("virtual", virtual).put("mounted", Counts.mounted());
        Runtime runtime = Runtime.getRuntime();
        numbers.put("processors", runtime.availableProcessors());
        numbers.put("heapUsedBytes", runtime.totalMemory() - runtime.freeMemory());
        numbers.put("heapCommittedBytes", runtime.totalMemory());
        numbers.put("heapMaxBytes", runtime.maxMemory());
        long collections = 0;
        long millis = 0;
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            collections += Math.max(0, collector.getCollectionCount()); // -1 where a collector does not count
            millis += Math.max(0, collector.getCollectionTime());
        }
        numbers.put("collections", collections).put("collectionMs", millis);
        numbers.put("loadedClasses", ManagementFactory.getClassLoadingMXBean().getLoadedClassCount());
        Counts.missing().ifPresent(numbers::miss);
        return numbers;
    }
}
