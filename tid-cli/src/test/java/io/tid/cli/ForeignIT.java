package io.tid.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** JVMs of other users and in containers, which root may look into. Only root can start such. */
class ForeignIT {

    private static final List<String> NOBODY =
            List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "sh", "-c");
    private static final List<String> OWN_PROCESSES =
            List.of("unshare", "--mount", "--pid", "--fork", "--mount-proc", "sh", "-c");

    @TempDir
    Path folder;

    @BeforeEach
    void check() throws Exception {
        assumeTrue(Target.isRoot(), "only root can start a JVM of another user or in a container: not tested");
        assumeTrue(
                Cli.run(with(OWN_PROCESSES, "true")).code() == 0
                        && Cli.run(with(NOBODY, "true")).code() == 0,
                "this machine lets root have no name spaces, or has no unshare or setpriv: not tested");
    }

    @Test
    void shouldLookIntoAJvmOfAnotherUserAsRoot() throws Exception {
        assumeTrue(
                Cli.run(with(
                                        NOBODY,
                                        "test -x " + Cli.java() + " && test -r "
                                                + Path.of("target/test-classes").toAbsolutePath()))
                                .code()
                        == 0,
                "another user cannot read this JDK or these classes: not tested");
        try (App app = App.startBy(NOBODY, "exec ")) {
            looksInto(app.pid());
        }
    }

    @Test
    void shouldLookIntoAContainersJvmAsRoot() throws Exception {
        assumeTrue(!Cli.BUILT.startsWith("/tmp"), "the container has another /tmp: not tested");
        try (App app = App.startBy(OWN_PROCESSES, "mount -t tmpfs none /tmp; exec ")) {
            looksInto(app.jvm());
            try (Stream<Path> left = Files.list(Path.of("/proc/" + app.jvm() + "/root/tmp"))) {
                assertThat(left.map(file -> file.getFileName().toString()).filter(name -> name.startsWith("tid-")))
                        .isEmpty();
            }
        }
    }

    @Test
    void shouldListAContainersJvmUnderTheIdThatItHasHere() throws Exception {
        try (App app = App.startBy(OWN_PROCESSES, "exec ")) {
            List<String> listed = Cli.tid("ps")
                    .out()
                    .lines()
                    .filter(line -> line.matches(" +(1|" + app.jvm() + ") .*"))
                    .toList();

            assertThat(listed)
                    .hasSize(1)
                    .first()
                    .asString()
                    .contains(" " + app.jvm() + "  " + System.getProperty("java.version"))
                    .endsWith("  io.tid.cli.AppMain");
        }
    }

    @Test
    void shouldNameTheCommandThatWorksWhenItIsOfAnotherUser() throws Exception {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        try (App app = App.start()) {
            String command = String.join(" ", Cli.command(Cli.BUILT, folder, "stats", app.pid()));
            assumeTrue(
                    Cli.run(with(NOBODY, "test -x " + Cli.java() + " && test -r " + Cli.BUILT.resolve("tid-cli.jar")))
                                    .code()
                            == 0,
                    "another user cannot read this JDK or the command: not tested");
            Run run = Cli.run(with(NOBODY, "exec " + command));

            assertThat(run.code()).isEqualTo(1);
            assertThat(run.err())
                    .isEqualTo("tid: process " + app.pid()
                            + " belongs to root: run tid as that user or as root: sudo -u root tid ...\n");
        }
    }

    private void looksInto(long pid) throws Exception {
        assertThat(Cli.tid(Cli.BUILT, Path.of("/tmp"), "profile", pid).out())
                .contains("\n200 @ 0x", "# labels: {\"room\":\"7\"}");
        Path trace = folder.resolve("x.html");
        Run run = Cli.tid(Cli.BUILT, Path.of("/tmp"), "trace", pid, "--for", "100ms", "-o", trace);
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(trace).isNotEmptyFile();
        assertThat(Cli.tid("ps").out()).contains(" " + pid + "  ");
    }

    private static List<String> with(List<String> program, String script) {
        List<String> command = new ArrayList<>(program);
        command.add(script);
        return command;
    }
}
