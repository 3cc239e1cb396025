package io.tid.cli.target;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import jdk.jfr.RecordingState;

/**
 * A flight recording of the virtual threads alone, with samples of the carriers in it. Not thread-safe: the session's.
 *
 * <p>What it touches of the JDK's internals beyond what {@code Carriers} reads: {@code jdk.jfr.internal.Repository}, the
 * folder into which Flight Recorder writes, to delete it once it is empty (the JVM itself would do so only when it ends,
 * and a new recording makes it again); and {@code jdk.internal.misc.InnocuousThread}, to start Flight Recorder on.
 */
final class Recorder implements AutoCloseable {

    private static final String MODULE = "jdk.jfr";
    private static final Duration SHORTEST_PIN = Duration.ofMillis(1);
    private static final long LARGEST_BYTES = 256L << 20; // then the oldest part is dropped

    private final Recording recording = new Recording();
    private final Carriers carriers;
    private final Thread sampler;

    private Recorder(Carriers carriers) {
        this.carriers = carriers;
        this.sampler = Thread.ofPlatform()
                .daemon()
                .name("tid-sampler")
                .inheritInheritableThreadLocals(false)
                .unstarted(carriers);
    }

    static Recorder start(Instrumentation instrumentation) {
        Module jfr = ModuleLayer.boot()
                .findModule(MODULE)
                .filter(there -> FlightRecorder.isAvailable())
                .orElseThrow(
                        () -> new UnsupportedOperationException(
                                "Flight Recorder is not there: start it with --add-modules jdk.jfr, on a Java that has that module"));
        open(instrumentation, Object.class.getModule(), "jdk.internal.vm");
        open(instrumentation, Object.class.getModule(), "jdk.internal.misc");
        open(instrumentation, jfr, "jdk.jfr.internal");
        try {
            initialize();
            Recorder recorder = new Recorder(new Carriers());
            try {
                recorder.start();
                return recorder;
            } catch (RuntimeException e) {
                recorder.close();
                throw e;
            }
        } catch (ReflectiveOperationException anotherJdk) {
            throw new IllegalStateException(
                    "this JDK (" + Runtime.version() + ") keeps its carriers in another way", anotherJdk);
        }
    }

    private static void open(Instrumentation instrumentation, Module module, String name) {
        Module ours = Recorder.class.getModule();
        instrumentation.redefineModule(module, Set.of(), Map.of(), Map.of(name, Set.of(ours)), Set.of(), Map.of());
    }

    /**
     * Before JDK 24 a thread keeps the code that was on the stack when it was made, and Flight Recorder's threads stay.
     * So it starts on a thread that inherits nothing, by a call that no class of ours takes part in.
     */
    private static void initialize() throws ReflectiveOperationException {
        if (FlightRecorder.isInitialized()) {
            return;
        }
        MethodHandle first = MethodHandles.publicLookup()
                .findStatic(FlightRecorder.class, "getFlightRecorder", MethodType.methodType(FlightRecorder.class));
        Class<?> type = Class.forName("jdk.internal.misc.InnocuousThread");
        Thread thread = (Thread) type.getMethod("newSystemThread", String.class, Runnable.class)
                .invoke(null, "tid-recorder", MethodHandleProxies.asInterfaceInstance(Runnable.class, first));
        thread.start();
        join(thread);
    }

    private void start() {
        recording.setName("tid");
        recording.setMaxSize(LARGEST_BYTES);
        recording.enable("jdk.VirtualThreadStart").withoutStackTrace();
        recording.enable("jdk.VirtualThreadEnd").withoutStackTrace();
        recording.enable("jdk.VirtualThreadPinned").withStackTrace().withThreshold(SHORTEST_PIN);
        recording.enable("jdk.VirtualThreadSubmitFailed").withStackTrace();
        recording.enable(Mounted.class);
        recording.enable(Pinned.class);
        recording.enable(Sampled.class);
        carriers.prepare();
        recording.start();
        carriers.begin();
        sampler.start();
    }

    /** Ends the recording and gives it. */
    void write(OutputStream out) throws IOException {
        stop();
        try (InputStream in = recording.getStream(null, null)) {
            if (in != null) {
                in.transferTo(out);
            }
        }
    }

    private void stop() {
        carriers.stop();
        join(sampler);
        if (recording.getState() == RecordingState.RUNNING) {
            recording.stop();
        }
    }

    /** Whatever happens to this thread: nothing is left behind. */
    private static void join(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        stop();
        recording.close();
        FlightRecorder.unregister(Mounted.class);
        FlightRecorder.unregister(Pinned.class);
        FlightRecorder.unregister(Sampled.class);
        if (FlightRecorder.getFlightRecorder().getRecordings().isEmpty()) {
            deleteFolder();
        }
    }

    /** Holds the lock under which Flight Recorder makes its files, so that none is lost. */
    private static void deleteFolder() {
        String folder = System.getProperty("jdk.jfr.repository", "");
        try {
            Class<?> type = Class.forName("jdk.jfr.internal.Repository");
            Object repository = MethodHandles.privateLookupIn(type, MethodHandles.lookup())
                    .findStatic(type, "getRepository", MethodType.methodType(type))
                    .invoke();
            synchronized (repository) {
                if (!folder.isEmpty()) {
                    Files.deleteIfExists(Path.of(folder));
                }
            }
        } catch (DirectoryNotEmptyException othersFiles) {
            // they are theirs
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable notDeletable) {
            // the JVM does it at its end
        }
    }
}
