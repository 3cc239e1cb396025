package io.tid.cli;

import io.tid.cli.target.Numbers;
import io.tid.cli.target.Protocol.Request;
import io.tid.text.JsonWriter;
import io.tid.text.SafeText;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.OptionalLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code tid stats}: the numbers of one JVM. */
@Command(name = "stats", description = "The numbers of one JVM: threads of each kind, heap, collections, classes.")
final class Stats extends Subcommand {

    @Parameters(paramLabel = "PID", converter = Pid.class, description = "The JVM's process id, as tid ps tells it.")
    private long pid;

    @Override
    public Integer call() throws IOException {
        try (Session session = Session.open(pid)) {
            Numbers numbers = session.numbers(Request.STATS);
            if (json) {
                writeJson(session, numbers, out());
            } else {
                writeText(session, numbers, out());
            }
            return 0;
        }
    }

    private static void writeJson(Session session, Numbers numbers, PrintWriter out) throws IOException {
        JsonWriter json = new JsonWriter(out).beginObject();
        json.member("pid", session.pid()).member("main", session.main()).member("java", session.version());
        json.member("uptimeMs", Target.uptime(session.pid()).toMillis());
        Display.members(json, numbers);
        json.endObject();
        out.println();
    }

    private static void writeText(Session session, Numbers numbers, PrintWriter out) {
        row(out, "process", session.pid() + " " + SafeText.of(session.main()));
        row(out, "java", SafeText.of(session.version()));
        row(out, "uptime", Display.duration(Target.uptime(session.pid())));
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
        numbers.missing().forEach(why -> row(out, "missing", SafeText.of(why)));
    }

    private static void row(PrintWriter out, String name, String value) {
        out.printf("%-12s %s%n", name, value);
    }

    private static String count(Numbers numbers, String name) {
        return Display.number(numbers.get(name));
    }

    private static String bytes(Numbers numbers, String name) {
        OptionalLong bytes = numbers.get(name);
        return bytes.isPresent() ? Display.bytes(bytes.getAsLong()) : Display.UNKNOWN;
    }
}
