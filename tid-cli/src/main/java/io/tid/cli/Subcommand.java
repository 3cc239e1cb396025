package io.tid.cli;

import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** What every command has: a JSON form, and places to write to. */
abstract class Subcommand implements Callable<Integer> {

    @Spec
    @Nullable
    CommandSpec spec;

    @Option(names = "--json", description = "Answer with JSON.")
    boolean json;

    @Option(names = "--help", usageHelp = true, description = "Show this and end.")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean help;

    final PrintWriter out() {
        return Objects.requireNonNull(spec).commandLine().getOut();
    }

    final PrintWriter err() {
        return Objects.requireNonNull(spec).commandLine().getErr();
    }

    /** Wrong use, found after the options were read one by one. */
    final ParameterException misuse(String rule) {
        return new ParameterException(Objects.requireNonNull(spec).commandLine(), rule);
    }

    /** Of a parameter that may also be a file. */
    final long pid(String text) {
        try {
            return new Pid().convert(text);
        } catch (TypeConversionException e) {
            throw misuse("PID " + Display.reason(e));
        }
    }
}
