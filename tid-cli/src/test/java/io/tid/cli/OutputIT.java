package io.tid.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every command says so when its output cannot be written, and a file is whole or not there. */
class OutputIT {

    private static App app;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() throws Exception {
        app = App.start();
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    @Test
    void shouldSaySoWhenStandardOutputIsFull() throws Exception {
        assumeTrue(Files.isWritable(Path.of("/dev/full")), "there is no /dev/full");
        Path profile = folder.resolve("a.json");
        assertThat(Cli.tid("profile", app.pid(), "-o", profile).code()).isZero();
        for (List<Object> command : List.<List<Object>>of(
                List.of("ps"),
                List.of("stats", app.pid()),
                List.of("stack", app.pid()),
                List.of("profile", app.pid()),
                List.of("profile", app.pid(), "--debug", 2),
                List.of("diff", profile, profile),
                List.of("top", app.pid()),
                List.of("sched", app.pid()),
                List.of("trace", app.pid(), "--for", "100ms", "--json"),
                List.of("--help"))) {
            Run run = shell("exec " + words(command) + " >/dev/full");

            assertThat(run.code()).as(command.toString()).isEqualTo(1);
            assertThat(run.err().lines())
                    .as(command.toString())
                    .last()
                    .asString()
                    .startsWith("tid: standard output: No space left");
        }
    }

    @Test
    void shouldSayNothingWhenTheReaderHasEnough() throws Exception {
        Run run = shell(
                "{ " + words(List.of("stack", app.pid())) + "; echo $? >" + folder.resolve("code") + "; } | head -n 1");

        assertThat(run.err()).isEmpty();
        assertThat(folder.resolve("code")).hasContent("141");
    }

    @Test
    void shouldKeepTheOldFileAndNameItWhenThereIsNoRoom() throws Exception {
        for (String arguments : List.of(
                "profile " + app.pid() + " --debug 2 -o " + folder.resolve("x.txt"), // is sent while it is written
                "trace " + app.pid() + " --for 100ms -o " + folder.resolve("x.html"))) {
            Files.deleteIfExists(folder.resolve("x.html"));
            Path file = Path.of(arguments.substring(arguments.lastIndexOf(' ') + 1));
            boolean replaced = arguments.startsWith("profile");
            if (replaced) {
                Files.writeString(file, "old");
            }

            // blocks of 512 bytes: enough for the JVM's own counters, and not for this
            Run run = shell(
                    "ulimit -f 64; exec " + words(List.of()).replace(" -jar", " -XX:-UsePerfData -jar") + arguments);

            if (run.code() == 0 && !replaced) {
                continue; // the page was smaller
            }
            assertThat(run.code()).as(arguments + run.err()).isEqualTo(1);
            assertThat(run.err().lines()).hasSize(1).first().asString().contains("File too large");
            assertThat(run.err()).doesNotContain("process ");
            if (replaced) {
                assertThat(file).hasContent("old");
            } else {
                assertThat(file).doesNotExist();
            }
            try (var files = Files.list(folder)) {
                assertThat(files.filter(left -> left.getFileName().toString().startsWith(".")))
                        .isEmpty();
            }
        }
    }

    private Run shell(String script) throws Exception {
        return Cli.run(List.of("sh", "-c", script));
    }

    private String words(List<?> command) {
        return Cli.command(Cli.BUILT, folder, command.toArray()).stream().collect(Collectors.joining(" ", "", " "));
    }
}
