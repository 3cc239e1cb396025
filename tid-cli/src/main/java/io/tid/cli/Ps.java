package io.tid.cli;

import io.tid.cli.target.Numbers;
import io.tid.cli.target.Protocol.Request;
import io.tid.text.JsonWriter;
import io.tid.text.SafeText;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tid ps}: which JVMs run. */
@Command(
        name = "ps",
        description = {
            "The JVMs of this user, or of all users for root: process id, Java version, uptime, live threads, main class.",
            "Reads what the JVMs publish anyway and disturbs none, so it does not know virtual threads; --virtual asks each."
        },
        sortOptions = false)
final class Ps extends Subcommand {

    private static final long UNKNOWN = -1;
    private static final int BEFORE_MAIN = 7 + 2 + 9 + 1 + 7 + 1 + 9 + 2;
    private static final int VIRTUAL_WIDTH = 10;

    @Option(names = "--virtual", description = "Attach to each and count its virtual threads.")
    private boolean virtual;

    record Row(long pid, String main, String version, Duration uptime, long platform, long virtual, String problem) {}

    @Override
    public Integer call() throws IOException {
        List<Row> rows = new ArrayList<>();
        RunningJvms.all().forEach((pid, data) -> rows.add(row(pid, data)));
        PrintWriter out = out();
        if (json) {
            writeJson(rows, out);
        } else {
            writeText(rows, virtual, out, Terminal.width());
            rows.stream().filter(row -> !row.problem.isEmpty()).forEach(row -> err().println("tid: " + row.problem));
        }
        return 0;
    }

    private Row row(long pid, PerfData data) {
        long platform = data.platformThreads();
        long counted = UNKNOWN;
        String problem = "";
        if (virtual) {
            try (Session session = Session.open(pid)) {
                Numbers stats = session.numbers(Request.STATS);
                platform = stats.get("platform").orElse(UNKNOWN);
                counted = stats.get("virtual").orElse(UNKNOWN);
                problem = stats.missing().isEmpty()
                        ? ""
                        : "process " + pid + ": " + stats.missing().get(0);
            } catch (Failure failure) {
                problem = String.valueOf(failure.getMessage());
            }
        }
        return new Row(pid, data.main(), data.version(), Target.uptime(pid), platform, counted, problem);
    }

    /** With a column for virtual threads where they were asked for. */
    static void writeText(List<Row> rows, boolean virtual, PrintWriter out, int width) {
        line(out, "PID", "JAVA", "UPTIME", "PLATFORM", virtual ? "VIRTUAL" : "", "MAIN");
        int left = Math.max(20, width - BEFORE_MAIN - (virtual ? VIRTUAL_WIDTH : 0));
        for (Row row : rows) {
            line(
                    out,
                    Long.toString(row.pid),
                    row.version.isEmpty() ? "-" : SafeText.of(row.version),
                    Display.duration(row.uptime),
                    known(row.platform),
                    virtual ? known(row.virtual) : "",
                    Display.end(SafeText.of(row.main), left));
        }
    }

    private static void line(
            PrintWriter out, String pid, String java, String uptime, String platform, String virtual, String main) {
        out.printf("%7s  %-9s %7s %9s", pid, java, uptime, platform);
        out.print(virtual.isEmpty() ? "" : " ".repeat(VIRTUAL_WIDTH - virtual.length()) + virtual);
        out.printf("  %s%n", main);
    }

    private static String known(long count) {
        return count < 0 ? "-" : Display.number(count);
    }

    static void writeJson(List<Row> rows, PrintWriter out) throws IOException {
        JsonWriter json = new JsonWriter(out).beginArray();
        for (Row row : rows) {
            json.line().beginObject();
            json.member("pid", row.pid).member("main", row.main).member("java", row.version);
            json.member("uptimeMs", row.uptime.toMillis());
            if (row.platform >= 0) {
                json.member("platform", row.platform);
            }
            if (row.virtual >= 0) {
                json.member("virtual", row.virtual);
            }
            if (!row.problem.isEmpty()) {
                json.member("problem", row.problem);
            }
            json.endObject();
        }
        json.endArray();
        out.println();
    }
}
