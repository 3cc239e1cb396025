package io.tid.jmh;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a profile of parked virtual threads costs: {@code ./bench profile 100 10000 100000}. Each number of threads is
 * measured in a JVM of its own, without and with contexts, and where {@code go} is installed a program of Go's does
 * {@code goroutine?debug=1} beside it. Writes {@code profile-JDK.json} and {@code profile-JDK.md}.
 *
 * <p>{@code heapPeakKb} is the most heap that was in use after a collection while a profile was taken, beyond what the
 * parked threads took before it, and {@code collections} how often that was looked at: in a JVM of its own, whose small
 * young generation is collected all the time. {@code takeCpuMs} is of the calling thread.
 */
public final class ProfileCost {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> COLUMNS = List.of(
            "threads",
            "contexts",
            "takeFirstMs",
            "takeMs",
            "takeCpuMs",
            "goDebug1Ms",
            "heapPeakKb",
            "collections",
            "keptKb",
            "groups",
            "textBytes",
            "countFirstMs",
            "countMs",
            "counted",
            "worstGapIdleMs",
            "worstGapProfiledMs",
            "jdkDumpMs",
            "jdkDumpBytes");

    private ProfileCost() {}

    /**
     * Measures and writes.
     *
     * @param args the numbers of threads
     * @throws Exception if a JVM or a file fails
     */
    public static void main(String[] args) throws Exception {
        Map<String, String> about = Machine.describe("./bench profile " + String.join(" ", args));
        about.remove("flags");
        about.put(
                "go",
                Files.isExecutable(go())
                        ? output(List.of(go().toString(), "version")).strip()
                        : "not here");
        List<ObjectNode> rows = new ArrayList<>();
        for (String threads : args) {
            for (String kind : List.of("plain", "context")) {
                ObjectNode row = (ObjectNode) JSON.readTree(output(java(threads, kind)));
                if (kind.equals("plain")) {
                    row.setAll((ObjectNode) JSON.readTree(output(java(threads, "heap", "-Xmn16m"))));
                }
                if (kind.equals("plain") && Files.isExecutable(go())) {
                    row.put(
                            "goDebug1Ms",
                            Double.parseDouble(output(goProgram(threads)).strip()));
                }
                System.out.println(row);
                rows.add(row);
            }
        }
        ObjectNode root = JSON.createObjectNode();
        root.set("about", JSON.valueToTree(about));
        root.set("results", JSON.valueToTree(rows));
        Path folder = Path.of(System.getProperty("bench.dir", "."));
        String name = "profile-" + Runtime.version().feature();
        Files.createDirectories(folder);
        JSON.writerWithDefaultPrettyPrinter()
                .writeValue(folder.resolve(name + ".json").toFile(), root);
        Files.writeString(folder.resolve(name + ".md"), markdown(about, rows));
    }

    private static List<String> java(String threads, String kind, String... flags) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + (Integer.parseInt(threads) > 200_000 ? "6g" : "1g"),
                "--add-exports",
                "java.base/jdk.internal.vm=ALL-UNNAMED",
                "--add-opens",
                "java.base/java.lang=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path")));
        command.addAll(List.of(flags));
        command.addAll(List.of(ProfileRun.class.getName(), threads, kind));
        return command;
    }

    private static Path go() {
        for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
            if (Files.isExecutable(Path.of(folder, "go"))) {
                return Path.of(folder, "go");
            }
        }
        return Path.of("go is not here");
    }

    /** The median of five, after one that warms up. */
    private static List<String> goProgram(String threads) throws IOException {
        Path file = Files.createTempDirectory("go").resolve("main.go");
        Files.writeString(file, """
                package main

                import ("bytes"; "fmt"; "os"; "runtime"; "runtime/pprof"; "sort"; "strconv"; "time")

                var park = make(chan bool)

                func even(stack, left int) {
                    if left == 0 {
                        <-park
                    } else if stack&1 == 0 {
                        even(stack>>1, left-1)
                    } else {
                        odd(stack>>1, left-1)
                    }
                }

                func odd(stack, left int) { even(stack, left) }

                func main() {
                    n, _ := strconv.Atoi(os.Args[1])
                    for i := 0; i < n; i++ {
                        go even(i%10, 16)
                    }
                    for runtime.NumGoroutine() < n { time.Sleep(time.Millisecond) }
                    time.Sleep(time.Second)
                    var times []float64
                    for i := 0; i < 6; i++ {
                        start := time.Now()
                        pprof.Lookup("goroutine").WriteTo(&bytes.Buffer{}, 1)
                        times = append(times, float64(time.Since(start).Microseconds())/1000)
                    }
                    times = times[1:]
                    sort.Float64s(times)
                    fmt.Println(times[2])
                }
                """);
        return List.of(go().toString(), "run", file.toString(), threads);
    }

    private static String output(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("must exit with 0: " + command);
        }
        return output;
    }

    private static String markdown(Map<String, String> about, List<ObjectNode> rows) {
        StringBuilder text = new StringBuilder("# What a thread profile costs\n\n");
        about.forEach((key, value) ->
                text.append("- ").append(key).append(": ").append(value).append('\n'));
        text.append("\n| ").append(String.join(" | ", COLUMNS)).append(" |\n");
        text.append("|--:".repeat(COLUMNS.size())).append("|\n");
        for (ObjectNode row : rows) {
            for (String column : COLUMNS) {
                JsonNode value = row.get(column);
                text.append("| ").append(value == null ? "" : value.asText()).append(' ');
            }
            text.append("|\n");
        }
        return text.toString();
    }
}
