package io.tid.cli;

import io.tid.text.SafeText;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tid trace}: which virtual thread was on which carrier, and when. */
@Command(
        name = "trace",
        description = {
            "Which virtual thread was on which carrier, and when.",
            "",
            "tid trace 4711 --for 10s -o trace.json.gz records in a running JVM; tid trace",
            "x.jfr reads what Flight Recorder has written."
        },
        footer = {
            "",
            "FILE must not exist yet, and ends with .json or .json.gz (ui.perfetto.dev,",
            "chrome://tracing) or .html (a page for the browser, in one file).",
            "",
            "The slices on carriers are sampled, 1 ms apart; starts, ends, pins of 1 ms and",
            "longer and failed submits are Flight Recorder's events."
        },
        sortOptions = false)
final class Trace extends Subcommand {

    private static final List<String> FORMATS = List.of(".json.gz", ".json", ".html");
    private static final Duration LONGEST = Duration.ofMinutes(10);

    @Parameters(paramLabel = "PID | X.jfr", hideParamSyntax = true, description = "A process id, or a recording.")
    private String source = "";

    @Option(
            names = "--for",
            paramLabel = "TIME",
            converter = Time.class,
            description = "How long to record, such as 500ms or 10s; at most 10m.")
    private @Nullable Duration time;

    @Option(names = "-o", paramLabel = "FILE", description = "Write to a file.")
    private @Nullable Path file;

    @Option(names = "--html", description = "Write a page instead of JSON.")
    private boolean html;

    @Override
    public Integer call() throws IOException, InterruptedException {
        String format = format();
        boolean running = source.matches("\\d+");
        if (running == (time == null)) {
            throw misuse(running ? "--for must be with a process id" : "--for must be without a file: " + source);
        }
        if (time != null && time.compareTo(LONGEST) > 0) {
            throw misuse("--for must be at most 10m: --for=" + time.toSeconds() + "s");
        }
        long pid = running ? pid(source) : 0;
        if (file != null) {
            Output.creating(file).check(); // before the time is spent
        }
        if (time == null) {
            write(read(Path.of(source)), source, format);
            return 0;
        }
        try (NamelessFile recording = NamelessFile.create()) {
            String what = record(pid, time, recording);
            write(read(recording.path()), what, format);
        }
        return 0;
    }

    private String format() {
        if (json && html) {
            throw misuse("--json must be without --html");
        }
        if (file == null) {
            if (!json && !html) {
                throw misuse("-o must be given, or --json or --html for standard output");
            }
            return html ? ".html" : ".json";
        }
        String name = file.toString();
        String format = FORMATS.stream().filter(name::endsWith).findFirst().orElse("");
        if (format.isEmpty() || (html && !format.equals(".html")) || (json && format.equals(".html"))) {
            throw misuse("-o must end with "
                    + (html ? ".html, for --html" : json ? ".json or .json.gz, for --json" : "one of " + FORMATS)
                    + ": -o="
                    + name);
        }
        return format;
    }

    private static String record(long pid, Duration time, NamelessFile recording) throws InterruptedException {
        try (Session session = Session.open(pid)) {
            session.record(time, recording);
            return "process " + pid + " " + session.main() + ", Java " + session.version();
        }
    }

    @SuppressWarnings("try") // progress speaks until it is closed
    private static TraceRecording read(Path recording) throws IOException {
        try (Progress progress = Progress.start("reading the recording")) {
            Files.newByteChannel(recording).close(); // tells in the usual words why not
            if (ModuleLayer.boot().findModule("jdk.jfr").isEmpty()) {
                throw new Failure("trace needs a JDK, and " + System.getProperty("java.home")
                        + " has no module jdk.jfr: set JAVA_HOME to one");
            }
            return TraceRecording.read(recording);
        } catch (FileSystemException e) {
            throw e;
        } catch (IOException e) {
            throw new Failure(
                    SafeText.of(recording.toString()) + ": must be a whole flight recording: " + Display.reason(e));
        }
    }

    private void write(TraceRecording flight, String what, String format) throws IOException {
        if (flight.events().isEmpty()) {
            err().println(
                            flight.alive().isEmpty()
                                    ? "tid: nothing of virtual threads was recorded"
                                    : "tid: no virtual thread was on a carrier, started or ended; alive were "
                                            + Display.number(Long.parseLong(flight.alive())));
        }
        if (flight.leftOut() > 0) {
            err().println("tid: left out " + Display.number(flight.leftOut()) + " events, of kinds with more than "
                    + Display.number(TraceRecording.MOST));
        }
        if (file == null) {
            write(flight, what, format, out());
            return;
        }
        Output.creating(file).write(to -> {
            OutputStream packed = format.endsWith(".gz") ? new GZIPOutputStream(to) : to;
            try (Writer text = new BufferedWriter(new OutputStreamWriter(packed, StandardCharsets.UTF_8))) {
                write(flight, what, format, text);
            }
        });
    }

    private static void write(TraceRecording flight, String what, String format, Appendable to) throws IOException {
        if (format.equals(".html")) {
            TracePage.write(flight, what, to);
        } else {
            TraceJson.write(flight, what, to);
        }
    }
}
