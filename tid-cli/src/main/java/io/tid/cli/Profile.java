package io.tid.cli;

import io.tid.cli.target.Protocol;
import io.tid.cli.target.Protocol.Request;
import io.tid.profile.ThreadProfile;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tid profile}: the live threads, grouped by stack. */
@Command(
        name = "profile",
        description = "The live threads, those with the same stack as one group with a count.",
        footer = {
            "",
            "FILE ends with what it shall hold: .txt, .json (for tid diff), .html (a page",
            "for the browser, in one file) or .pb.gz (for go tool pprof).",
            "",
            "A key of the context with nearly a value for each thread, such as a request's",
            "id, splits no group, unless --by names it. JSON keeps all keys, unless --by."
        },
        sortOptions = false)
final class Profile extends Subcommand {

    private static final List<String> FORMATS = List.of(".txt", ".json", ".html", ".pb.gz");

    @Parameters(paramLabel = "PID", converter = Pid.class, description = "The JVM's process id, as tid ps tells it.")
    private long pid;

    @Option(names = "-o", paramLabel = "FILE", description = "Write to a file.")
    private @Nullable Path file;

    @Option(
            names = "--debug",
            paramLabel = "1|2",
            description = "Text with groups (1, the default) or with single threads (2).")
    private int debug = 1;

    @Mixin
    private Grouping grouping = new Grouping();

    @Override
    public Integer call() throws IOException {
        String format = format();
        if (debug != 1 && debug != 2) {
            throw misuse("--debug must be 1 or 2: --debug=" + debug);
        }
        if (debug == 2 && !format.equals(".txt")) {
            throw misuse("--debug=2 must be with text: format=" + format);
        }
        if (debug == 2 && grouping.isChosen()) {
            throw misuse("--by must be with groups, and not with --debug=2");
        }
        if (file != null) {
            Output.replacing(file).check();
        }
        try (Session session = Session.open(pid)) {
            if (debug == 2) {
                text(session);
            } else {
                groups(session.profile(), format);
            }
        }
        return 0;
    }

    private String format() {
        if (file == null) {
            return json ? ".json" : ".txt";
        }
        String name = file.toString();
        String format = FORMATS.stream().filter(name::endsWith).findFirst().orElse("");
        if (format.isEmpty() || (json && !format.equals(".json"))) {
            throw misuse("-o must end with " + (json ? ".json, for --json" : "one of " + FORMATS) + ": -o=" + name);
        }
        return format;
    }

    private void text(Session session) throws IOException {
        if (file == null) {
            session.copy(Request.THREADS, Protocol.ALL, out());
            return;
        }
        Output.replacing(file).write(to -> {
            Writer text = writer(to);
            session.copy(Request.THREADS, Protocol.ALL, text);
            text.flush();
        });
    }

    /** A JSON file keeps all keys, unless some are chosen: diff may choose others. */
    private void groups(ThreadProfile all, String format) throws IOException {
        boolean whole = format.equals(".json") && !grouping.isChosen();
        ThreadProfile profile = whole ? all : grouping.of(all);
        grouping.notes().forEach(note -> err().println("tid: " + note));
        if (file == null) {
            write(profile, format, out());
        } else if (format.equals(".pb.gz")) {
            Output.replacing(file).write(profile::writePprof);
        } else {
            Output.replacing(file).write(to -> {
                Writer text = writer(to);
                write(profile, format, text);
                text.flush();
            });
        }
    }

    private static Writer writer(OutputStream to) {
        return new BufferedWriter(new OutputStreamWriter(to, StandardCharsets.UTF_8));
    }

    private static void write(ThreadProfile profile, String format, Appendable to) throws IOException {
        switch (format) {
            case ".json" -> profile.writeJson(to);
            case ".html" -> profile.writeHtml(to);
            default -> profile.writeText(to);
        }
    }
}
