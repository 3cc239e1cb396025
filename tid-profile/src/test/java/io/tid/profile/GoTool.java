package io.tid.profile;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The real {@code go tool pprof}, where it is installed. */
final class GoTool {

    private GoTool() {}

    static void assumeInstalled() {
        boolean installed = Arrays.stream(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "go")));
        assumeTrue(installed, "go is not on PATH (Debian package golang-go): go tool pprof is not tested");
    }

    static String pprof(Path home, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("go", "tool", "pprof"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("HOME", home.toString());
        builder.environment().put("PPROF_TMPDIR", home.toString());
        builder.environment().remove("http_proxy");
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new AssertionError("must exit with 0: " + output);
        }
        return output;
    }

    static String file(Path folder, String name, ThreadProfile profile) throws IOException {
        Path file = folder.resolve(name);
        try (OutputStream out = Files.newOutputStream(file)) {
            profile.writePprof(out);
        }
        return file.toString();
    }

    /** The cumulative count of a function in the output of {@code -top}; 0 where it is not listed. */
    static long top(String output, String function) {
        Matcher line = Pattern.compile(
                        "(?m)^\\s*\\S+\\s+\\S+\\s+\\S+\\s+(\\S+)\\s+\\S+\\s+" + Pattern.quote(function) + "$")
                .matcher(output);
        return line.find() ? Long.parseLong(line.group(1)) : 0;
    }
}
