package io.tid.cli;

import io.tid.cli.target.Protocol;
import io.tid.cli.target.Protocol.Request;
import io.tid.text.SafeText;
import java.io.IOException;
import java.util.List;
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
        Request form = json ? Request.THREADS_JSON : Request.THREADS;
        try (Session session = Session.open(pid)) {
            if (gid == null) {
                session.copy(form, Protocol.ALL, out());
                return 0;
            }
            StringBuilder thread = new StringBuilder(); // one is small
            session.copy(form, gid, thread);
            if (!thread.toString().contains(json ? "\"gid\":" : "thread " + gid + " ")) {
                throw notFound(session, gid);
            }
            out().append(thread);
            return 0;
        }
    }

    /** Where not all threads are seen, it may live all the same. */
    private Failure notFound(Session session, long id) {
        List<String> missing = session.numbers(Request.STATS).missing();
        return new Failure(
                missing.isEmpty()
                        ? "no live thread gid-" + id + " in process " + pid
                        : "gid-" + id + " is not among the threads that can be seen in process " + pid
                                + ", and may be alive: " + SafeText.of(missing.get(0)));
    }
}
