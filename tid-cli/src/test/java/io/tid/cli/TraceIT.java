package io.tid.cli;

import static io.tid.cli.Cli.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a look leaves behind in the other JVM, which is next to nothing, and how it gets along with what is there. */
class TraceIT {

    @TempDir
    Path folder;

    @Test
    void shouldLeaveNoThreadNoSocketNoFileAndNoClassLoader() throws Exception {
        try (App app = App.start("-XX:SoftRefLRUPolicyMSPerMB=0")) {
            app.jcmd("VM.uptime"); // from here on there is the JVM's own Attach Listener
            String threads = app.ask("threads");
            // a JVM makes itself a socket pair when a program first uses a channel, and keeps one end
            Cli.tid("stats", app.pid());
            await(() -> app.ask("threads").equals(threads), () -> app.ask("threads") + " but before " + threads);
            long sockets = sockets(app);
            Path temporary = Files.createDirectory(folder.resolve("tmp"));

            for (int i = 0; i < 5; i++) {
                for (String command : List.of("profile", "stats", "stack")) {
                    assertThat(Cli.tid(Cli.BUILT, temporary, command, app.pid()).code())
                            .isZero();
                }
                assertThat(Cli.tid(Cli.BUILT, temporary, "sched", app.pid(), "--count", 1)
                                .code())
                        .isZero();
            }

            assertThat(temporary).isEmptyDirectory();
            await(() -> app.ask("threads").equals(threads), () -> app.ask("threads") + " but before " + threads);
            await(() -> sockets(app) == sockets, () -> "open: " + open(app));
            assertThat(open(app)).noneMatch(file -> file.contains("tid-cli.jar") || file.contains("/lib/tid-"));
            // a histogram of what is alive; it collects first
            await(() -> !histogram(app).contains(" java.net.URLClassLoader"), () -> histogram(app));
            assertThat(histogram(app)).contains("io.tid.cli.AppMain"); // it would be seen
        }
    }

    @Test
    void shouldStartNoThreadOfTheSchedulerByLookingAtIt() throws Exception {
        try (App app = App.start("-Dapp.idle=true")) {
            app.jcmd("VM.uptime");
            String threads = app.ask("threads");

            Run run = Cli.tid("sched", app.pid(), "--count", 1);

            assertThat(run.out())
                    .matches("SCHED \\d+ms: (no virtual thread so far|parallelism=\\d+ carriers=0 mounted=0 queued=0"
                            + " parked=0)\n");
            await(() -> app.ask("threads").equals(threads), () -> app.ask("threads") + " but before " + threads);
        }
    }

    @Test
    void shouldServeANewerVersionWhenTheFirstOnesFilesAreGone() throws Exception {
        Path older = install("older");
        Path newer = install("newer");
        try (App app = App.start()) {
            assertThat(Cli.tid(older, folder, "stats", app.pid()).code()).isZero();
            assertThat(Cli.tid(newer, folder, "stats", app.pid()).code()).isZero();
            delete(older);

            Run run = Cli.tid(newer, folder, "profile", app.pid());

            assertThat(run.err()).isEmpty();
            assertThat(run.out()).contains("\n200 @ 0x");
        }
    }

    @Test
    void shouldNotTouchTheApplicationsOwnCopyOfTheLibrary() throws Exception {
        try (App app = App.start()) {
            assertThat(Cli.tid("profile", app.pid()).out()).contains("\n200 @ 0x");

            assertThat(app.ask("visibility")).startsWith("platform threads only: ");
        }
    }

    @Test
    void shouldPutOneClassOnTheApplicationsClassPath() throws Exception {
        try (JarFile jar = new JarFile(Cli.BUILT.resolve("tid-cli-agent.jar").toFile())) {
            assertThat(jar.stream().map(JarEntry::getName).filter(name -> name.endsWith(".class")))
                    .containsExactly("io/tid/cli/agent/Bootstrap.class");
        }
    }

    @Test
    void shouldEndInTheApplicationWhenTheCommandIsKilled() throws Exception {
        try (App app = App.start()) {
            app.jcmd("VM.uptime");
            String threads = app.ask("threads");
            Path temporary = Files.createDirectory(folder.resolve("tmp"));
            try (App top = App.run(Cli.command(Cli.BUILT, temporary, "sched", app.pid(), "--every", "100ms")
                    .toArray(new String[0]))) {
                assertThat(top.readLine()).startsWith("SCHED ");
                assertThat(app.ask("threads")).contains("tid-session");
            } // SIGKILL

            await(() -> app.ask("threads").equals(threads), () -> app.ask("threads") + " but before " + threads);
            assertThat(temporary).isEmptyDirectory();
        }
    }

    @Test
    void shouldServeTwoAtOnce() throws Exception {
        try (App app = App.start();
                App sched = App.run(Cli.command(Cli.BUILT, folder, "sched", app.pid(), "--every", "100ms")
                        .toArray(new String[0]))) {
            assertThat(sched.readLine()).startsWith("SCHED ");
            assertThat(Cli.tid("profile", app.pid()).out()).contains("\n200 @ 0x");
            assertThat(sched.readLine()).startsWith("SCHED ");
        }
    }

    private Path install(String name) throws IOException {
        return install(folder.resolve(name));
    }

    /** A copy of the command in another folder. */
    static Path install(Path to) throws IOException {
        Files.createDirectories(to.resolve("lib"));
        for (String jar : List.of("tid-cli.jar", "tid-cli-agent.jar")) {
            Files.copy(Cli.BUILT.resolve(jar), to.resolve(jar));
        }
        try (Stream<Path> libraries = Files.list(Cli.BUILT.resolve("lib"))) {
            for (Path library : libraries.toList()) {
                Files.copy(library, to.resolve("lib").resolve(library.getFileName()));
            }
        }
        return to;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        }
    }

    private static String histogram(App app) throws Exception {
        return app.jcmd("GC.class_histogram");
    }

    private static long sockets(App app) throws IOException {
        return open(app).stream().filter(file -> file.startsWith("socket:")).count();
    }

    private static List<String> open(App app) throws IOException {
        try (Stream<Path> files = Files.list(Path.of("/proc", Long.toString(app.pid()), "fd"))) {
            return files.map(TraceIT::target).toList();
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException closedMeanwhile) {
            return "";
        }
    }
}
