package io.tid.jmh;

import io.tid.jmh.report.Report;
import io.tid.jmh.report.Suite;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.runner.RunnerException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command behind {@code ./bench}: measures, writes the results and draws the report. */
@Command(
        name = "./bench",
        sortOptions = false,
        description = {
            "Measures what an id, a label and a log line cost on this machine.",
            "Writes NAME.json, and from it NAME.md, NAME.html and charts.",
            "With no option: a comparison, in about five minutes.%n"
        },
        footer = {
            "%n./bench profile THREADS...",
            "Measures what a profile of so many parked virtual threads costs, beside Go's where go is on the PATH.",
            "Writes profile-JDK.json and profile-JDK.md."
        })
public final class Bench implements Callable<Integer> {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");
    private static final int FAILED = 1;
    private static final int MISUSED = 2;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--full", description = "measure everything, in about twenty minutes")
    private boolean full;

    @Option(names = "--smoke", description = "run every benchmark once, briefly: shows that it runs, not what it costs")
    private boolean smoke;

    @Option(
            names = "--suite",
            paramLabel = "NAME",
            description = "only this suite, may be repeated: ${COMPLETION-CANDIDATES}")
    private Collection<Suite> suites = EnumSet.allOf(Suite.class);

    @Option(names = "--out", paramLabel = "NAME", description = "name of the files; default: quick, full or smoke")
    private @Nullable String out;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            defaultValue = "${sys:bench.dir:-jmh/results}",
            description = "where they go; default: ${DEFAULT-VALUE}")
    private Path dir = Path.of("");

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "measure nothing: draw the report of this JSON file, beside it")
    private @Nullable Path report;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "print this")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean help;

    private Bench() {}

    /** Runs the command and exits: 0 if all went well, 1 if a benchmark failed, 2 if the options were wrong. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new Bench())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(Bench::misused)
                .execute(args));
    }

    private static int misused(ParameterException e, String[] args) {
        System.err.println("bench: " + e.getMessage() + "; ./bench --help lists the options");
        return MISUSED;
    }

    @Override
    public Integer call() throws IOException {
        if (report != null) {
            return draw(report, true);
        }
        Effort effort = effort();
        Path json = dir.resolve(name(effort) + ".json");
        List<Row> rows = Plan.rows(effort, Runtime.version().feature()).stream()
                .filter(row -> suites.contains(row.suite()))
                .toList();
        Runs runs = new Runs(effort, rows, System.out);
        System.out.printf("%d rows, about %d min%n", rows.size(), 1 + runs.expectedMs(rows) / 60_000);
        try {
            ResultFile.write(json, Machine.describe(commandLine()), runs.run());
        } catch (RunnerException e) {
            System.err.println("bench: " + e.getMessage());
            return FAILED;
        }
        return draw(json, !smoke);
    }

    private Effort effort() {
        if (full && smoke) {
            throw misuse("--full and --smoke exclude each other");
        }
        if (full) {
            return Effort.FULL;
        }
        return smoke ? Effort.SMOKE : Effort.QUICK;
    }

    private String name(Effort effort) {
        String name = out == null ? effort.name().toLowerCase(Locale.ROOT) : out;
        if (!NAME.matcher(name).matches()) {
            throw misuse("--out must be letters, digits, '.', '_' and '-': " + name);
        }
        return name;
    }

    private ParameterException misuse(String message) {
        return new ParameterException(commandSpec().commandLine(), message);
    }

    private String commandLine() {
        return "./bench "
                + String.join(" ", commandSpec().commandLine().getParseResult().originalArgs());
    }

    private CommandSpec commandSpec() {
        return Objects.requireNonNull(spec, "set by picocli");
    }

    private static int draw(Path json, boolean summary) throws IOException {
        try {
            Report report = Report.read(json);
            List<Path> written = report.write();
            if (summary) {
                System.out.println();
                report.summary().forEach(System.out::println);
                System.out.println();
            }
            written.forEach(file -> System.out.println("wrote " + file));
            return 0;
        } catch (NoSuchFileException e) {
            System.err.println("bench: no such file: " + e.getMessage());
            return MISUSED;
        } catch (IllegalArgumentException e) {
            System.err.println("bench: not a result of ./bench: " + json + ": " + e.getMessage());
            return MISUSED;
        }
    }
}
