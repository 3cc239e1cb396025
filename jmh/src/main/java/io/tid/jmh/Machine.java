package io.tid.jmh;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** What a figure is worth nothing without: where, on what and when it was measured. */
final class Machine {

    private static final Path CPUINFO = Path.of("/proc/cpuinfo");

    private Machine() {}

    /** The words for the head of the report, in its order. */
    static Map<String, String> describe(String command) {
        Map<String, String> about = new LinkedHashMap<>();
        about.put("date", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        about.put("commit", System.getProperty("bench.commit", "unknown"));
        about.put("command", command.strip());
        about.put("machine", processor() + ", " + System.getProperty("os.arch"));
        about.put("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
        about.put("memory", memory());
        about.put("load at the start", load());
        about.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        about.put("jdk", System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
        about.put("flags", String.join(" ", Row.JVM_ARGS));
        return about;
    }

    private static String processor() {
        try (Stream<String> lines = Files.lines(CPUINFO)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("processor unknown");
        } catch (IOException e) { // not Linux
            return "processor unknown";
        }
    }

    private static String memory() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean
                ? (((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                                        .getTotalMemorySize()
                                >> 30)
                        + " GiB"
                : "unknown";
    }

    private static String load() {
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        return load < 0 ? "unknown" : String.format(Locale.ROOT, "%.1f", load);
    }
}
