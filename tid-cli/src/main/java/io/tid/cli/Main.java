package io.tid.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
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
            "2 wrong use, 130 ended by Ctrl-C.",
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
        CommandLine line = commandLine();
        line.setOut(new PrintWriter(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8));
        int code = line.execute(args);
        line.getOut().flush();
        System.exit(code);
    }

    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new Main());
        line.setUsageHelpAutoWidth(false);
        line.setAbbreviatedOptionsAllowed(false);
        line.setParameterExceptionHandler((wrong, args) -> {
            CommandLine command = wrong.getCommandLine();
            command.getErr().println("tid: " + Shown.reason(wrong));
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
            return Shown.reason(failure);
        }
        if (failure instanceof FileSystemException file) {
            String why = failure instanceof NoSuchFileException
                    ? "no such file or folder"
                    : failure instanceof AccessDeniedException ? "access denied" : String.valueOf(file.getReason());
            return Shown.text(file.getFile() + ": " + why);
        }
        return "unexpected " + Shown.text(failure.toString());
    }
}
