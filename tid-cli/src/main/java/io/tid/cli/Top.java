package io.tid.cli;

import io.tid.profile.ThreadProfile;
import io.tid.text.SafeText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tid top}: the largest groups, refreshed. */
@Command(
        name = "top",
        description = "The largest groups of threads with the same stack, refreshed until Ctrl-C.",
        footer = {
            "",
            "CHANGE is against the screen before. WHERE is the application's innermost frame.",
            "Where the output is no terminal, one screen follows the other. --json gives a",
            "profile on a line for each interval."
        },
        sortOptions = false)
final class Top extends Repeat {

    private static final int PLAIN_ROWS = 24;

    @Parameters(paramLabel = "PID", converter = Pid.class, description = "The JVM's process id, as tid ps tells it.")
    private long pid;

    @Option(
            names = "--every",
            paramLabel = "TIME",
            defaultValue = "2s",
            converter = Time.class,
            description = "The interval, such as 500ms or 10s; without it, 2s.")
    private Duration every = Duration.ZERO;

    @Mixin
    private Grouping grouping = new Grouping();

    @Override
    public Integer call() throws InterruptedException {
        boolean terminal = !json && Terminal.isThere();
        try (Session session = Session.open(pid)) {
            if (terminal) {
                out().print(Terminal.begin());
            }
            Screen screen =
                    new Screen(pid + " " + SafeText.of(session.main()) + ", Java " + SafeText.of(session.version()));
            repeat(every, since -> out().print(next(session, screen, terminal)));
            return 0;
        }
    }

    private String next(Session session, Screen screen, boolean terminal) {
        ThreadProfile profile = grouping.of(session.profile());
        if (json) {
            return line(profile);
        }
        Terminal.Size size = terminal ? Terminal.size() : new Terminal.Size(PLAIN_ROWS, Terminal.PLAIN_WIDTH);
        String text = screen.next(profile, grouping.notes(), LocalTime.now(ZoneId.systemDefault()), size);
        return terminal ? Terminal.repaint(text) : text + '\n';
    }

    private static String line(ThreadProfile profile) {
        try {
            StringBuilder text = new StringBuilder();
            profile.writeJson(text);
            return text.toString().replace("\n", "") + '\n'; // strings have none
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
