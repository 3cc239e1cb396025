package io.tid.cli;

import io.tid.profile.ThreadProfile;
import io.tid.text.SafeText;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The lines of some functions with their counts, and with their text where the source is found. */
final class SourceView {

    private SourceView() {}

    /** Threads at one line: those whose innermost frame it is, and all. */
    private static final class Line {
        private long flat;
        private long cumulative;
    }

    /** A function; the folder of its package tells it from others of its name. */
    private record Function(
            String name, String folder, @Nullable String file) implements Comparable<Function> {

        private static Function of(StackTraceElement frame) {
            String type = frame.getClassName();
            String folder = type.substring(0, type.lastIndexOf('.') + 1).replace('.', '/');
            return new Function(type + '.' + frame.getMethodName(), folder, frame.getFileName());
        }

        @Override
        public int compareTo(Function other) {
            int byName = name.compareTo(other.name);
            return byName != 0 ? byName : String.valueOf(file).compareTo(String.valueOf(other.file));
        }
    }

    static void list(ThreadProfile profile, String wanted, List<Path> sources, PrintWriter out) throws IOException {
        DiffTables.head(profile, out);
        Map<Function, Map<Integer, Line>> functions = new TreeMap<>();
        for (ThreadProfile.Group group : profile.groups()) {
            add(functions, group, wanted);
        }
        if (functions.isEmpty()) {
            throw new Failure("no function in the difference has this in its name: " + SafeText.cut(wanted));
        }
        for (Map.Entry<Function, Map<Integer, Line>> function : functions.entrySet()) {
            List<String> text = source(function.getKey(), sources);
            out.printf(
                    "%n%s in %s%n",
                    SafeText.of(function.getKey().name), SafeText.of(String.valueOf(function.getKey().file)));
            out.printf("%10s %10s %6s%n", "FLAT", "CUM", "LINE");
            function.getValue().forEach((number, line) -> {
                String code = number >= 1 && number <= text.size()
                        ? "  " + SafeText.of(text.get(number - 1).strip().replace('\t', ' '))
                        : "";
                out.printf(
                        "%10s %10s %6s%s%n",
                        DiffTables.signed(line.flat),
                        DiffTables.signed(line.cumulative),
                        number >= 0 ? number : "-",
                        code);
            });
        }
    }

    private static void add(Map<Function, Map<Integer, Line>> functions, ThreadProfile.Group group, String wanted) {
        Set<StackTraceElement> seen = new HashSet<>(); // a recursive line counts a thread once
        boolean innermost = true;
        for (StackTraceElement frame : group.stack()) {
            if ((frame.getClassName() + '.' + frame.getMethodName()).contains(wanted) && seen.add(frame)) {
                Line line = functions
                        .computeIfAbsent(Function.of(frame), added -> new TreeMap<>())
                        .computeIfAbsent(frame.getLineNumber(), added -> new Line());
                line.flat += innermost ? group.count() : 0;
                line.cumulative += group.count();
            }
            innermost = false;
        }
    }

    /** The source's lines; none where no folder has it. A name cannot lead out of the folders. */
    private static List<String> source(Function function, List<Path> sources) throws IOException {
        String file = function.file;
        if (file == null || (function.folder + file).contains("..") || file.contains("/") || file.contains("\\")) {
            return List.of();
        }
        for (Path folder : sources) {
            Path source = folder.resolve(function.folder + file);
            if (Files.isRegularFile(source)) {
                return new String(Files.readAllBytes(source), StandardCharsets.UTF_8)
                        .lines()
                        .toList();
            }
        }
        return List.of();
    }
}
