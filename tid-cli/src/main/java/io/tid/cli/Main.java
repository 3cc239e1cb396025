package io.tid.cli;

import io.tid.text.SafeText;
import java.nio.file.FileSystemException;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;

/** The {@code tid} command. */
@Command(
        name = "tid",
        description = "Who is alive in a JVM: its threads, platform and virtual, from outside.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            Ps.class,
            Stats.class,
            Stack.class,
            Profile.class,
            Diff.class,
            Top.class,
            Sched.class,
            Trace.class,
            GenerateCompletion.class
        },
        versionProvider = Main.Version.class,
        footer = {
            "",
            "It looks into any JVM of Java 21 or newer of the same user, which needs no",
            "flags for that. Results go to standard output, all else to the error stream.",
            "",
            "Exit codes: 0 all well, 1 failed (one line on the error stream says why),",
            "2 wrong use, 130 ended by Ctrl-C, 141 nobody reads the output any more.",
            "",
            "Completion for this bash or zsh:  source <(tid generate-completion)"
        })
final class Main {

    static final int FAILED = 1;
    static final int WRONG_USE = 2;

    @Option(names = "--help", usageHelp = true, description = "Show this and end.")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean help;

    @Option(names = "--version", versionHelp = true, description = "Show the version and end.")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean version;

    private Main() {}

    /** Reads the manifest. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"tid " + (version == null ? "not packaged" : version)};
        }
    }

    public static void main(String[] args) {
        StandardOutput out = StandardOutput.ofProcess();
        CommandLine line = commandLine();
        line.setOut(out.writer());
        System.exit(execute(line, out, args));
    }

    /** The exit code, once the output is written. */
    static int execute(CommandLine line, StandardOutput out, String... args) {
        int code;
        try {
            code = line.execute(args);
        } catch (OutOfMemoryError e) {
            code = failed(
                    line,
                    "this needs more than the "
                            + Display.bytes(Runtime.getRuntime().maxMemory())
                            + " that tid has: JDK_JAVA_OPTIONS=-Xmx4g tid ...");
        } catch (NoClassDefFoundError e) {
            code = failed(
                    line,
                    "tid needs a JDK, and " + System.getProperty("java.home") + " lacks " + Display.reason(e)
                            + ": set JAVA_HOME to one");
        } catch (StackOverflowError | LinkageError e) {
            code = failed(line, "unexpected " + SafeText.of(e.toString()));
        }
        return out.end(code, line.getOut(), line.getErr());
    }

    private static int failed(CommandLine line, String reason) {
        line.getErr().println("tid: " + reason);
        line.getErr().flush();
        return FAILED;
    }

    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new Main());
        line.setUsageHelpAutoWidth(false);
        line.setAbbreviatedOptionsAllowed(false);
        line.setParameterExceptionHandler((wrong, args) -> {
            CommandLine command = wrong.getCommandLine();
            command.getErr().println("tid: " + Display.reason(wrong));
            command.getErr().println("Try " + command.getCommandSpec().qualifiedName() + " --help");
            return WRONG_USE;
        });
        line.setExecutionExceptionHandler((failure, command, parsed) -> {
            command.getOut().flush();
            command.getErr().println("tid: " + reason(failure));
            return FAILED;
        });
        return line;
    }

    /** Anything but these is a fault of ours, and still no trace at users. */
    private static String reason(Exception failure) {
        if (failure instanceof Failure) {
            return Display.reason(failure);
        }
        if (failure instanceof FileSystemException file) {
            return String.valueOf(Failure.of(file).getMessage());
        }
        return "unexpected " + SafeText.of(failure.toString());
    }
}
