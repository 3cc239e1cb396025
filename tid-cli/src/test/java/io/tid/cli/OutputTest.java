package io.tid.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputTest {

    @TempDir
    Path folder;

    @Test
    void shouldReplaceAFileAndKeepWhoMayReadIt() throws Exception {
        Path file = Files.writeString(folder.resolve("x.txt"), "old");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

        Output.replacing(file).write(text("new"));

        assertThat(file).hasContent("new");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r-----");
        assertThat(names()).containsExactly("x.txt");
    }

    @Test
    void shouldLeaveTheOldFileAndNothingElseWhenTheContentEndsInTheMiddle() throws Exception {
        Path file = Files.writeString(folder.resolve("x.txt"), "old");

        assertThatThrownBy(() -> Output.replacing(file).write(out -> {
                    out.write(new byte[100_000]);
                    throw new IOException("the source is gone");
                }))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("the source is gone");

        assertThat(file).hasContent("old");
        assertThat(names()).containsExactly("x.txt");
    }

    @Test
    void shouldFailAndKeepWhatIsThereWhenTheFileMustNotExist() throws Exception {
        Path file = folder.resolve("x.txt");
        Output output = Output.creating(file);
        output.check();
        assertThat(names()).isEmpty();

        assertThatThrownBy(() -> output.write(out -> Files.writeString(file, "came meanwhile")))
                .isInstanceOf(Failure.class)
                .hasMessage(file + ": must not exist yet");

        assertThat(file).hasContent("came meanwhile");
        assertThat(names()).containsExactly("x.txt");
        assertThatThrownBy(output::check).hasMessage(file + ": must not exist yet");
    }

    @Test
    void shouldWriteWhereALinkLeadsAndLeaveTheLink() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("link.txt"), Path.of("real.txt"));

        Output.replacing(link).write(text("first"));
        Output.replacing(link).write(text("second"));

        assertThat(link).isSymbolicLink();
        assertThat(folder.resolve("real.txt")).hasContent("second").isRegularFile();
        assertThat(names()).containsExactly("link.txt", "real.txt");
    }

    @Test
    void shouldSaySoWhenALinkLeadsToItself() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("link.txt"), Path.of("link.txt"));

        assertThatThrownBy(() -> Output.replacing(link).write(text("x"))).hasMessage(link + ": too many links");
        assertThatThrownBy(() -> Output.replacing(folder).write(text("x"))).hasMessage(folder + ": is a folder");
    }

    @Test
    void shouldWriteIntoADeviceAndNameItWhenItIsFull() throws Exception {
        assumeTrue(Files.isWritable(Path.of("/dev/full")), "there is no /dev/full");
        Path full = Files.createSymbolicLink(folder.resolve("full.txt"), Path.of("/dev/full"));

        assertThatThrownBy(() -> Output.replacing(full).write(text("x")))
                .isInstanceOf(Failure.class)
                .hasMessageStartingWith(full + ": No space left");

        Output.replacing(Path.of("/dev/null")).write(text("x"));
        assertThat(names()).containsExactly("full.txt");
    }

    @Test
    void shouldWriteIntoAPipeThatSomebodyReads() throws Exception {
        Path pipe = folder.resolve("pipe.txt");
        Process mkfifo = new ProcessBuilder("mkfifo", pipe.toString()).start();
        assumeTrue(mkfifo.waitFor() == 0, "there is no mkfifo");
        Process reader = new ProcessBuilder("cat", pipe.toString()).start();

        Output.replacing(pipe).write(text("through"));

        assertThat(new String(reader.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("through");
    }

    @Test
    void shouldLeaveNothingWhenCtrlCEndsTheCommandInTheMiddle() throws Exception {
        Path file = Files.writeString(folder.resolve("x.txt"), "old");
        try (App app = App.run(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Slow.class.getName(),
                file.toString())) {
            assertThat(app.readLine()).isEqualTo("began");
            assertThat(names()).hasSize(2);

            assertThat(new ProcessBuilder("kill", "-INT", Long.toString(app.pid()))
                            .start()
                            .waitFor())
                    .isZero();

            assertThat(app.exitCode()).isEqualTo(130);
        }
        assertThat(file).hasContent("old");
        assertThat(names()).containsExactly("x.txt");
    }

    /** Writes a part of a file and then waits. */
    static final class Slow {

        private Slow() {}

        public static void main(String[] args) throws Exception {
            Output.replacing(Path.of(args[0])).write(out -> {
                out.write(1);
                System.out.println("began");
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
            });
        }
    }

    @Test
    void shouldEndWithOneAndTheReasonWhenStandardOutputIsFull() {
        StringWriter err = new StringWriter();

        assertThat(end(new IOException("No space left on device"), 0, err)).isEqualTo(1);
        assertThat(err).hasToString("tid: standard output: No space left on device\n");
    }

    @Test
    void shouldSayNothingWhenNobodyReadsOn() {
        StringWriter err = new StringWriter();

        assertThat(end(new IOException("Broken pipe"), 0, err)).isEqualTo(141);
        assertThat(end(new IOException("Broken pipe"), 2, err)).isEqualTo(2);
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void shouldEndAsTheCommandDidWhenAllIsWritten() {
        StandardOutput out = new StandardOutput(new ByteArrayOutputStream());
        PrintWriter writer = out.writer();
        writer.print("x");

        assertThat(out.end(0, writer, writer)).isZero();
    }

    private static int end(IOException failure, int code, StringWriter err) {
        StandardOutput out = new StandardOutput(new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw failure;
            }

            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                throw failure;
            }
        });
        PrintWriter writer = out.writer();
        writer.print("x");
        return out.end(code, writer, new PrintWriter(err, true));
    }

    private static Output.Content text(String text) {
        return out -> out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
