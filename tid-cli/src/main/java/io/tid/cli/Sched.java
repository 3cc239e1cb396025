package io.tid.cli;

import io.tid.cli.target.Numbers;
import io.tid.cli.target.Protocol.Request;
import io.tid.text.JsonWriter;
import io.tid.text.SafeText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tid sched}: the scheduler of virtual threads, a line at each interval. */
@Command(
        name = "sched",
        description = "The scheduler of virtual threads, a line at each interval.",
        footer = {
            "",
            "parallelism  carriers that may run at once",
            "carriers     carriers there are",
            "mounted      virtual threads on a carrier",
            "queued       virtual threads that could run and wait for a carrier",
            "parked       all other live virtual threads",
            "pollers      threads that wait for sockets on behalf of the read and write",
            "             virtual threads; shown once there are any",
            "",
            "What cannot be seen is unknown, and # says why."
        },
        sortOptions = false)
final class Sched extends Repeat {

    @Parameters(paramLabel = "PID", converter = Pid.class, description = "The JVM's process id, as tid ps tells it.")
    private long pid;

    @Option(
            names = "--every",
            paramLabel = "TIME",
            defaultValue = "1s",
            converter = Time.class,
            description = "The interval, such as 500ms or 10s; without it, 1s.")
    private Duration every = Duration.ZERO;

    @Override
    public Integer call() throws InterruptedException {
        try (Session session = Session.open(pid)) {
            repeat(every, since -> {
                Numbers numbers = session.numbers(Request.SCHED);
                out().println(json ? json(since, numbers) : line(since, numbers));
            });
            return 0;
        }
    }

    static String line(Duration since, Numbers numbers) {
        StringBuilder line =
                new StringBuilder("SCHED ").append(since.toMillis()).append("ms: ");
        if (numbers.values().isEmpty()) {
            return line.append("no virtual thread so far")
                    .append(missing(numbers))
                    .toString();
        }
        line.append(numbers.values().keySet().stream()
                .takeWhile(name -> !name.equals("pollers"))
                .map(name -> name + '=' + Display.plain(numbers.get(name)))
                .collect(Collectors.joining(" ")));
        if (numbers.values().containsKey("pollers")) {
            line.append(" [pollers=").append(Display.plain(numbers.get("pollers")));
            line.append(" read=").append(Display.plain(numbers.get("waitingToRead")));
            line.append(" write=")
                    .append(Display.plain(numbers.get("waitingToWrite")))
                    .append(']');
        }
        return line.append(missing(numbers)).toString();
    }

    private static String missing(Numbers numbers) {
        return numbers.missing().stream().map(why -> " # " + SafeText.of(why)).collect(Collectors.joining());
    }

    static String json(Duration since, Numbers numbers) {
        StringBuilder text = new StringBuilder();
        try {
            JsonWriter json = new JsonWriter(text).beginObject().member("elapsedMs", since.toMillis());
            Display.members(json, numbers);
            json.endObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
