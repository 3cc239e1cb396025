package io.tid.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    void shouldSaySoWhenItIsOfAnotherUser() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/setpriv")) && isRoot(), "only root can start one");
        try (App app = App.run("setpriv", "--reuid=65534", "--clear-groups", "sh", "-c", "echo up; exec sleep 600")) {
            assertThat(app.readLine()).isEqualTo("up");
            refuses(
                    app.pid(),
                    "process " + app.pid() + " belongs to nobody: tid looks into processes of its own user only");
        }
    }

    @Test
    void shouldSaySoWhenItRunsInAContainer() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/unshare")) && isRoot(), "only root can start one");
        try (App app = App.run("unshare", "--mount", "sh", "-c", "echo up; exec sleep 600")) {
            assumeTrue("up".equals(firstLine(app)), "this machine does not let root have name spaces");
            refuses(app.pid(), "process " + app.pid() + " runs in a container: run tid inside it");
        }
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
                                        " ",
                                        Cli.command(
                                                Cli.BUILT, folder, "sched", app.pid(), "--every", "100ms")))) {
            assertThat(top.readLine()).startsWith("SCHED ");
            try (App kill = App.run("kill", "-STOP", Long.toString(app.pid()))) {
                assertThat(kill.exitCode()).isZero();
            }
            String line = top.readLine();
            while (line.startsWith("SCHED ")) {
                line = top.readLine();
            }
            assertThat(line)
                    .isEqualTo("tid: process " + app.pid() + " is stopped, and does not answer: kill -CONT "
                            + app.pid());
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

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    private static String firstLine(App app) {
        try {
            return app.readLine();
        } catch (IOException | NullPointerException ended) {
            return "";
        }
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
