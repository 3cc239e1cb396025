package io.tid.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The JVMs that run, by process id, with the counters that each publishes. On Linux a process tells itself that it is one
 * and which file its counters are in: by its memory map, which nobody else writes, and where the file has the number that
 * tells it from any other of the same name. So a file in {@code /tmp} that is not of that process is never opened, and a
 * container's JVM has the id by which it is known here.
 */
final class RunningJvms {

    private static final PerfData NOTHING = new PerfData("", "", -1);
    private static final Pattern COUNTERS =
            Pattern.compile("(\\p{XDigit}+-\\p{XDigit}+) \\S+ \\S+ \\S+ (\\d+) +(/.*/hsperfdata_[^/]+/\\d+)");
    private static final Set<String> WITH_VALUE = Set.of(
            "-cp",
            "-classpath",
            "--class-path",
            "-p",
            "--module-path",
            "--add-modules",
            "--add-exports",
            "--add-opens",
            "--add-reads",
            "--patch-module",
            "--limit-modules",
            "--upgrade-module-path",
            "--source");

    private RunningJvms() {}

    /** Of this user, or of all users for root; this command's own is left out. */
    static Map<Long, PerfData> all() {
        Map<Long, PerfData> found = new TreeMap<>();
        long self = ProcessHandle.current().pid();
        if (Files.isDirectory(Target.PROC.resolve("self"))) {
            ofProcesses(found);
        } else {
            ofFiles(found);
        }
        found.remove(self);
        return found;
    }

    private static void ofProcesses(Map<Long, PerfData> found) {
        boolean root = Target.isRoot();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Target.PROC, "[1-9]*")) {
            UserPrincipal user = Files.getOwner(Target.PROC.resolve("self"));
            for (Path process : processes) {
                try {
                    UserPrincipal owner = Files.getOwner(process);
                    if (root || owner.equals(user)) {
                        of(process, owner)
                                .ifPresent(data -> found.put(
                                        Long.valueOf(process.getFileName().toString()), data));
                    }
                } catch (IOException endedOrNotForUs) {
                    // then it is not listed
                }
            }
        } catch (IOException e) {
            throw new Failure("/proc: " + Display.reason(e));
        }
    }

    private static Optional<PerfData> of(Path process, UserPrincipal owner) throws IOException {
        List<String> maps;
        try (Stream<String> lines = Files.lines(process.resolve("maps"), StandardCharsets.ISO_8859_1)) {
            maps = lines.filter(line -> line.endsWith("/libjvm.so") || line.contains("/hsperfdata_"))
                    .toList();
        }
        if (maps.stream().noneMatch(line -> line.endsWith("/libjvm.so"))) {
            return Optional.empty();
        }
        return maps.stream()
                .map(COUNTERS::matcher)
                .filter(Matcher::matches)
                .findFirst()
                .flatMap(mapped -> counters(process, owner, mapped))
                .or(() -> Optional.of(new PerfData(command(process), "", -1)));
    }

    private static Optional<PerfData> counters(Path process, UserPrincipal owner, Matcher mapped) {
        Path file = Path.of(mapped.group(3));
        try {
            if (Files.getAttribute(file, "unix:ino", LinkOption.NOFOLLOW_LINKS)
                    .toString()
                    .equals(mapped.group(2))) {
                return PerfData.readOwn(file, owner);
            }
        } catch (IOException | UnsupportedOperationException inAContainer) {
            // as below
        }
        Path opened = process.resolve("map_files").resolve(mapped.group(1)); // for root
        return Files.isReadable(opened) ? PerfData.read(opened) : Optional.empty();
    }

    /** What it was started with, as a guess: the first that is no option. */
    static String command(Path process) {
        try {
            Iterator<String> arguments = Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1)
                    .replace('\0', '\n')
                    .lines()
                    .skip(1)
                    .iterator();
            while (arguments.hasNext()) {
                String argument = arguments.next();
                if (WITH_VALUE.contains(argument) && arguments.hasNext()) {
                    arguments.next();
                } else if (!argument.startsWith("-") && !argument.startsWith("@")) {
                    return argument;
                }
            }
        } catch (IOException notForUs) {
            // then nothing is known
        }
        return NOTHING.command();
    }

    /** Where the system does not tell of processes. */
    private static void ofFiles(Map<Long, PerfData> found) {
        Path folder = Path.of(System.getProperty("java.io.tmpdir"), "hsperfdata_" + System.getProperty("user.name"));
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "[1-9]*")) {
            for (Path file : files) {
                long pid = Long.parseLong(file.getFileName().toString());
                if (ProcessHandle.of(pid).isPresent()) {
                    PerfData.read(file).ifPresent(data -> found.put(pid, data));
                }
            }
        } catch (IOException | NumberFormatException notHere) {
            // no JVM of this user has put anything here
        }
    }
}
