package io.tid.profile;

import io.tid.LogContext;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A JVM of the kind that runs the tests, started with flags of its own, and what it sees. */
@SuppressWarnings("try") // what is opened holds threads until it is closed
final class Fork {

    private Fork() {}

    /** The lines that {@link #main} prints under these flags. */
    static List<String> java(String... flags) throws Exception {
        return java(Fork.class, flags);
    }

    /** The lines that another program of the tests prints under these flags. */
    static List<String> java(Class<?> program, String... flags) throws Exception {
        Process process = start(program, flags);
        CompletableFuture.delayedExecutor(5, TimeUnit.MINUTES).execute(process::destroyForcibly);
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new AssertionError("must exit with 0: " + output);
        }
        return output.lines().toList();
    }

    static Process start(String... flags) throws Exception {
        return start(Fork.class, flags);
    }

    private static Process start(Class<?> program, String... flags) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx256m");
        command.addAll(List.of(flags));
        if (!List.of(flags).contains("-cp") && !List.of(flags).contains("-p")) {
            command.add("-cp");
            command.add(System.getProperty("java.class.path"));
        }
        if (!List.of(flags).contains("-m")) {
            command.add(program.getName());
        }
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    /** Parks 300 virtual threads and tells what can be seen of them; with a system property, once a line is read. */
    public static void main(String[] args) throws Exception {
        try (Parked parked = new Parked()) {
            LogContext.empty()
                    .with("user", "Ann")
                    .run(() -> parked.start(300, Thread.ofVirtual().factory(), 'a'));
            if (Boolean.getBoolean("fork.waits")) {
                System.out.println("ready");
                System.in.read();
            }
            System.out.println("visibility: " + Threads.visibility());
            System.out.println("virtual: " + Threads.countVirtual());
            System.out.println("parked: " + Groups.count(ThreadProfile.take(), Parked.class, "a"));
            List<ThreadSnapshot> parkedThreads = ThreadSnapshot.take().stream()
                    .filter(thread -> thread.id() == parked.threads().get(0).threadId())
                    .toList();
            parkedThreads.forEach(thread -> {
                System.out.println("labels: " + thread.labels());
                System.out.println("parent: " + thread.parentId());
                System.out.println("creator: " + thread.creator());
            });
            StringBuilder profile = new StringBuilder();
            ThreadProfile.take().writeText(profile);
            System.out.println(
                    "debug=1: " + profile.toString().lines().findFirst().orElseThrow());
            StringBuilder threads = new StringBuilder();
            Threads.write(threads);
            System.out.println(
                    "debug=2: " + threads.toString().lines().findFirst().orElseThrow());
        }
    }
}
