package io.tid.cli;

import io.tid.cli.inside.Inside;
import java.time.Duration;
import java.util.Map;
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
            "             virtual threads; shown once there are any"
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
                Map<String, Long> numbers = session.numbers(Inside.Request.SCHED);
                out().println(json ? json(since, numbers) : line(since, numbers));
            });
            return 0;
        }
    }

    static String line(Duration since, Map<String, Long> numbers) {
        String start = "SCHED " + since.toMillis() + "ms: ";
        if (numbers.isEmpty()) {
            return start + "no virtual thread so far";
        }
        String pollers = numbers.containsKey("pollers")
                ? " [pollers=%d read=%d write=%d]"
                        .formatted(numbers.get("pollers"), numbers.get("waitingToRead"), numbers.get("waitingToWrite"))
                : "";
        return start
                + numbers.entrySet().stream()
                        .takeWhile(number -> !number.getKey().equals("pollers"))
                        .map(number -> number.getKey() + '=' + number.getValue())
                        .collect(Collectors.joining(" "))
                + pollers;
    }

    static String json(Duration since, Map<String, Long> numbers) {
        StringBuilder out = new StringBuilder("{\"elapsedMs\":").append(since.toMillis());
        numbers.forEach(
                (name, value) -> out.append(",\"").append(name).append("\":").append(value));
        return out.append('}').toString();
    }
}
