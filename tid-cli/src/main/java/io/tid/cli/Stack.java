package io.tid.cli;

import io.tid.cli.inside.Inside;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tid stack}: single threads. */
@Command(
        name = "stack",
        description = "Every live thread with its state and stack, or one: tid stack 4711 --gid gid-60.",
        sortOptions = false)
final class Stack extends Subcommand {

    @Parameters(paramLabel = "PID", converter = Pid.class, description = "The JVM's process id, as tid ps tells it.")
    private long pid;

    @Option(
            names = "--gid",
            paramLabel = "GID",
            converter = Gid.class,
            description = "Only this thread: gid-60 as in the log, or 60.")
    private @Nullable Long gid;

    @Override
    public Integer call() throws IOException {
        Inside.Request form = json ? Inside.Request.THREADS_JSON : Inside.Request.THREADS;
        try (Session session = Session.open(pid)) {
            if (gid == null) {
                session.copy(form, Inside.ALL, out());
                return 0;
            }
            StringBuilder thread = new StringBuilder(); // one is small
            session.copy(form, gid, thread);
            if (!thread.toString().contains(json ? "\"gid\":" : "thread " + gid + " ")) {
                throw new Failure("no live thread gid-" + gid + " in process " + pid);
            }
            out().append(thread);
            return 0;
        }
    }
}
