package io.tid.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be looked into: one clear line each, and 1. */
class RefusalsIT {

    @TempDir
    Path folder;

    @Test
    void shouldSaySoWhenTheProcessIsGone() throws Exception {
        long pid;
        try (App app = App.run("true")) {
            pid = app.pid();
        }
        refuses(pid, "no process " + pid);
    }

    @Test
    void shouldSaySoAndNotHarmItWhenItIsNoJvm() throws Exception {
        try (App app = App.run("sleep", "600")) {
            refuses(app.pid(), "process " + app.pid() + " is no JVM");

            assertThat(ProcessHandle.of(app.pid())).isPresent();
        }
    }

    @Test
    void shouldSaySoWhenTheTargetWasLinkedWithoutInstrumentation() throws Exception {
        Path linked = link("java.base");
        try (App app = App.run(linked.resolve("bin/java").toString(), "-cp", classes(), Idle.class.getName())) {
            assertThat(app.readLine()).isEqualTo("up");
            refuses(
                    app.pid(),
                    "process " + app.pid() + " has no module java.instrument, without which nothing can look into it:"
                            + " start it with --add-modules java.instrument, or link it in with jlink");
        }
    }

    @Test
    void shouldSaySoInOneLineWhenTheCommandRunsOnLessThanAJdk() throws Exception {
        Path linked = link("java.base,java.management,java.instrument");
        String java = linked.resolve("bin/java").toString();
        String jar = Cli.BUILT.resolve("tid-cli.jar").toString();
        try (App app = App.start()) {
            assertThat(Cli.run(List.of(java, "-jar", jar, "stats", Long.toString(app.pid()))))
                    .isEqualTo(new Run(
                            1,
                            "",
                            "tid: tid needs a JDK, and " + linked
                                    + " has no module jdk.attach: set JAVA_HOME to one\n"));
            assertThat(Cli.run(List.of(java, "-jar", jar, "ps")).out()).contains(" " + app.pid() + "  ");
            Path any = Files.writeString(folder.resolve("x.jfr"), "x");
            assertThat(Cli.run(List.of(java, "-jar", jar, "trace", any.toString(), "--json")))
                    .isEqualTo(new Run(
                            1,
                            "",
                            "tid: trace needs a JDK, and " + linked
                                    + " has no module jdk.jfr: set JAVA_HOME to one\n"));
        }
    }

    @Test
    void shouldSaySoAtOnceWhenItMayOpenNoMoreFiles() throws Exception {
        try (App app = App.run(
                "sh",
                "-c",
                "ulimit -n 100; exec " + Cli.java() + " -cp " + classes() + " '" + Idle.class.getName() + "' files")) {
            assertThat(app.readLine()).isEqualTo("up");
            refuses(
                    app.pid(),
                    "process " + app.pid()
                            + " may open no more files, of which it has 100: give it more, such as prlimit" + " --pid "
                            + app.pid() + " --nofile=200");
        }
    }

    @Test
    void shouldWorkWhereItsPathHasAnEqualsSign() throws Exception {
        Path odd = Files.createDirectories(folder.resolve("a=b"));
        TraceIT.install(odd);
        Path temporary = Files.createDirectory(folder.resolve("tmp"));
        try (App app = App.start()) {
            assertThat(Cli.tid(odd, temporary, "profile", app.pid()).out()).contains("\n200 @ 0x");

            assertThat(temporary).isEmptyDirectory();
            assertThat(Cli.tid(odd, odd, "stats", app.pid()).err()).contains("java.io.tmpdir must have no '=' in it");
        }
    }

    @Test
    void shouldNameTheFileThatIsTooLargeForTheHeap() throws Exception {
        Path large = folder.resolve("large.json");
        try (Writer out = Files.newBufferedWriter(large)) {
            out.write("{\"groups\":[\"");
            for (int i = 0; i < 60_000; i++) {
                out.write("x".repeat(1_000));
            }
        }
        List<String> command = new ArrayList<>(Cli.command(Cli.BUILT, folder, "diff", large, large));
        command.add(1, "-Xmx32m");

        Run run = Cli.run(command);

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.err()).startsWith("tid: " + large + ": ").contains("JDK_JAVA_OPTIONS=-Xmx4g");
    }

    /** Waits, perhaps with as many files open as it may. */
    static final class Idle {

        private static final List<InputStream> OPEN = new ArrayList<>();

        private Idle() {}

        public static void main(String[] args) throws Exception {
            try {
                for (int i = 0; i < args.length * 1_000; i++) {
                    OPEN.add(new FileInputStream("/dev/null"));
                }
            } catch (IOException full) {
                // as wanted
            }
            System.out.println("up");
            Thread.sleep(600_000);
        }
    }

    private static String classes() {
        return Path.of("target/test-classes").toAbsolutePath().toString();
    }

    private Path link(String modules) throws Exception {
        Path jlink = Path.of(System.getProperty("java.home"), "bin", "jlink");
        assumeTrue(Files.isExecutable(jlink), "this JDK has no jlink");
        Path linked = folder.resolve("linked");
        Run run = Cli.run(List.of(jlink.toString(), "--add-modules", modules, "--output", linked.toString()));
        assumeTrue(run.code() == 0, "this JDK links no image: " + run.out() + run.err());
        String java = linked.resolve("bin/java").toString();
        assumeTrue(Cli.run(List.of(java, "-version")).code() == 0, "an image that this JDK links does not run here");
        return linked;
    }

    @Test
    void shouldSaySoWhenItsJavaIsTooOld() throws Exception {
        String java = oldJava();
        assumeTrue(!java.isEmpty(), "there is no JDK 17 here");
        Path source = Files.writeString(
                folder.resolve("Old.java"),
                "class Old { public static void main(String[] a) throws Exception {"
                        + " System.out.println(\"up\"); Thread.sleep(600_000); } }");
        try (App app = App.run(java, source.toString())) {
            assertThat(app.readLine()).isEqualTo("up");
            refuses(app.pid(), "process " + app.pid() + " runs Java 17: tid needs 21 or newer there");
        }
    }

    @Test
    void shouldSaySoWhenAttachingIsOff() throws Exception {
        try (App app = App.start("-XX:+DisableAttachMechanism")) {
            Run run = Cli.tid("stats", app.pid());

            assertThat(run.code()).isEqualTo(1);
            assertThat(run.err().lines()).hasSize(1);
            assertThat(run.err())
                    .startsWith(
                            "tid: process " + app.pid() + " refuses to be attached to (-XX:+DisableAttachMechanism");
            assertThat(app.ask("visibility")).isNotEmpty(); // and not a thread dump, which the signal would have made
        }
    }

    @Test
    void shouldSaySoWhenItIsStopped() throws Exception {
        try (App app = App.start();
                App kill = App.run("kill", "-STOP", Long.toString(app.pid()))) {
            assertThat(kill.exitCode()).isZero();
            refuses(app.pid(), "process " + app.pid() + " is stopped, and would not answer: kill -CONT " + app.pid());
        }
    }

    @Test
    void shouldSaySoWhenItIsStoppedWhileItIsLookedInto() throws Exception {
        try (App app = App.start();
                App top = App.run(
                        "sh",
                        "-c",
                        "exec 2>&1; exec "
                                + String.join(
                                        " ", Cli.command(Cli.BUILT, folder, "sched", app.pid(), "--every", "100ms")))) {
            assertThat(top.readLine()).startsWith("SCHED ");
            try (App kill = App.run("kill", "-STOP", Long.toString(app.pid()))) {
                assertThat(kill.exitCode()).isZero();
            }
            String line = top.readLine();
            while (line.startsWith("SCHED ")) {
                line = top.readLine();
            }
            assertThat(line)
                    .isEqualTo(
                            "tid: process " + app.pid() + " is stopped, and does not answer: kill -CONT " + app.pid());
            assertThat(top.exitCode()).isEqualTo(1);
        }
    }

    @Test
    void shouldSaySoWhenLoadingAgentsIsOff() throws Exception {
        try (App app = App.start("-XX:-EnableDynamicAgentLoading")) {
            refuses(
                    app.pid(),
                    "process " + app.pid() + " refuses agents (-XX:-EnableDynamicAgentLoading): it has to be started"
                            + " without that flag");
        }
    }

    @Test
    void shouldSaySoWhenTheProcessEndsMeanwhile() throws Exception {
        try (App app = App.start();
                App top = App.run(
                        "sh",
                        "-c",
                        "exec 2>&1; "
                                + String.join(
                                        " ", Cli.command(Cli.BUILT, folder, "sched", app.pid(), "--every", "100ms")))) {
            assertThat(top.readLine()).startsWith("SCHED ");
            app.kill();
            String line = top.readLine();
            while (line.startsWith("SCHED ")) {
                line = top.readLine();
            }
            assertThat(line).isEqualTo("tid: process " + app.pid() + " has ended");
        }
    }

    @Test
    void shouldListAnOldJvmAndOneThatCannotBeAskedAllTheSame() throws Exception {
        try (App app = App.start("-XX:+DisableAttachMechanism")) {
            assertThat(Cli.tid("ps").out()).contains(" " + app.pid() + "  ");
        }
    }

    private void refuses(long pid, String reason) throws Exception {
        Run run = Cli.tid(Cli.BUILT, folder, "stats", pid);

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).isEqualTo("tid: " + reason + "\n");
    }

    private static String oldJava() throws IOException {
        Path place = Path.of("/usr/lib/jvm");
        if (!Files.isDirectory(place)) {
            return "";
        }
        try (Stream<Path> homes = Files.list(place)) {
            return homes.filter(home -> home.getFileName().toString().contains("17"))
                    .map(home -> home.resolve("bin/java"))
                    .filter(Files::isExecutable)
                    .findFirst()
                    .map(Path::toString)
                    .orElse("");
        }
    }
}
