package io.tid.cli;

import io.tid.profile.ThreadProfile;
import io.tid.text.SafeText;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tid diff}: what changed between two profiles. */
@Command(
        name = "diff",
        synopsisSubcommandLabel = "",
        description = {
            "What changed between two profiles.",
            "",
            "From file A to file B, both written by tid profile -o X.json; or in a running",
            "JVM: tid diff PID --for 10s."
        },
        footer = {
            "",
            "A key of the context splits no group where it has nearly a value for each thread,",
            "or other values now, such as a request's id, unless --by names it.",
            "",
            "FLAT counts threads whose innermost frame it is, CUM all that have it on their",
            "stack. For .pb.gz files: go tool pprof -top -base A B."
        },
        sortOptions = false)
final class Diff extends Subcommand {

    @Parameters(
            arity = "1..2",
            paramLabel = "A B | PID",
            hideParamSyntax = true,
            description = "Two files, or one process id.")
    private List<String> sides = List.of();

    @Option(
            names = "--for",
            paramLabel = "TIME",
            converter = Time.class,
            description = "How long, such as 500ms or 10s.")
    private @Nullable Duration time;

    @Mixin
    private Grouping grouping = new Grouping();

    @ArgGroup(exclusive = true)
    private View view = new View();

    @Option(
            names = "--source",
            paramLabel = "FOLDER",
            description = "With --list: where sources are, such as src/main/java; may be repeated.")
    private List<Path> sources = List.of();

    /** At most one of these; none is the text that {@code tid profile} prints. */
    private static final class View {

        @Option(names = "--top", description = "A table of functions.")
        private boolean top;

        @Option(names = "--traces", description = "Each stack with its change.")
        private boolean traces;

        @Option(
                names = "--list",
                paramLabel = "FUNCTION",
                description = "The lines of functions whose name has this in it.")
        private @Nullable String list;

        private boolean isChosen() {
            return top || traces || list != null;
        }
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (json && view.isChosen()) {
            throw misuse("--json must be without --top, --traces and --list");
        }
        if (!sources.isEmpty() && view.list == null) {
            throw misuse("--source must be with --list: --source=" + sources.get(0));
        }
        ThreadProfile difference = sides.size() == 2 ? ofFiles() : ofProcess();
        grouping.notes().forEach(note -> err().println("tid: " + note));
        if (json) {
            difference.writeJson(out());
        } else if (view.top) {
            DiffTables.top(difference, out());
        } else if (view.traces) {
            DiffTables.traces(difference, out());
        } else if (view.list != null) {
            SourceView.list(difference, view.list, sources, out());
        } else {
            difference.writeText(out());
        }
        return 0;
    }

    private ThreadProfile ofFiles() throws IOException {
        if (time != null) {
            throw misuse("--for must be with a process id, and not with two files");
        }
        return grouping.change(read(sides.get(0)), read(sides.get(1)));
    }

    private static ThreadProfile read(String file) throws IOException {
        try (BufferedReader in = Files.newBufferedReader(Path.of(file))) {
            return ThreadProfile.readJson(in);
        } catch (OutOfMemoryError e) {
            throw new Failure(SafeText.of(file) + ": too large for the "
                    + Display.bytes(Runtime.getRuntime().maxMemory())
                    + " that tid has: JDK_JAVA_OPTIONS=-Xmx4g tid diff ...");
        } catch (CharacterCodingException e) {
            throw new Failure(SafeText.of(file) + ": must be written by tid profile -o X.json, and is no text");
        } catch (FileSystemException e) {
            throw e;
        } catch (IOException e) {
            throw new Failure(SafeText.of(file) + ": " + Display.reason(e));
        }
    }

    @SuppressWarnings("try") // progress speaks until it is closed
    private ThreadProfile ofProcess() throws InterruptedException {
        if (time == null) {
            throw misuse("diff must be of two files, or of a process id with --for");
        }
        try (Session session = Session.open(pid(sides.get(0)))) {
            ThreadProfile base = session.profile();
            try (Progress progress = Progress.start("comparing after " + time.toMillis() + " ms")) {
                Thread.sleep(time);
            }
            return grouping.change(base, session.profile());
        }
    }
}
