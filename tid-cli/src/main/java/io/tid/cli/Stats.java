package io.tid.cli;

import io.tid.cli.inside.Inside;
import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code tid stats}: the numbers of one JVM. */
@Command(name = "stats", description = "The numbers of one JVM: threads of each kind, heap, collections, classes.")
final class Stats extends Subcommand {

    @Parameters(paramLabel = "PID", converter = Pid.class, description = "The JVM's process id, as tid ps tells it.")
    private long pid;

    @Override
    public Integer call() {
        try (Session session = Session.open(pid)) {
            Map<String, Long> numbers = session.numbers(Inside.Request.STATS);
            if (json) {
                writeJson(session, numbers, out());
            } else {
                writeText(session, numbers, out());
            }
            return 0;
        }
    }

    private static void writeJson(Session session, Map<String, Long> numbers, PrintWriter out) {
        out.printf(
                "{\"pid\":%d,\"main\":%s,\"java\":%s,\"uptimeMs\":%d",
                session.pid(),
                Shown.quoted(session.main()),
                Shown.quoted(session.version()),
                Jvm.uptime(session.pid()).toMillis());
        numbers.forEach((name, value) -> out.printf(",\"%s\":%d", name, value));
        out.println("}");
    }

    private static void writeText(Session session, Map<String, Long> numbers, PrintWriter out) {
        row(out, "process", session.pid() + " " + Shown.text(session.main()));
        row(out, "java", Shown.text(session.version()));
        row(out, "uptime", Shown.duration(Jvm.uptime(session.pid())));
        row(
                out,
                "threads",
                "%s: %s platform, %s virtual, %s of them mounted"
                        .formatted(
                                count(numbers, "threads"),
                                count(numbers, "platform"),
                                count(numbers, "virtual"),
                                count(numbers, "mounted")));
        row(out, "processors", count(numbers, "processors"));
        row(
                out,
                "heap",
                "%s used, %s committed, %s at most"
                        .formatted(
                                bytes(numbers, "heapUsedBytes"),
                                bytes(numbers, "heapCommittedBytes"),
                                bytes(numbers, "heapMaxBytes")));
        row(out, "collections", "%s in %s ms".formatted(count(numbers, "collections"), count(numbers, "collectionMs")));
        row(out, "classes", count(numbers, "loadedClasses"));
    }

    private static void row(PrintWriter out, String name, String value) {
        out.printf("%-12s %s%n", name, value);
    }

    private static String count(Map<String, Long> numbers, String name) {
        return Shown.number(numbers.getOrDefault(name, 0L));
    }

    private static String bytes(Map<String, Long> numbers, String name) {
        return Shown.bytes(numbers.getOrDefault(name, 0L));
    }
}
