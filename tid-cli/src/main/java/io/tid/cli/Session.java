package io.tid.cli;

import io.tid.Tid;
import io.tid.cli.target.Numbers;
import io.tid.cli.target.Protocol;
import io.tid.cli.target.Protocol.Refusal;
import io.tid.cli.target.Protocol.Reply;
import io.tid.cli.target.Protocol.Request;
import io.tid.cli.target.TargetAgent;
import io.tid.profile.ThreadProfile;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.net.URISyntaxException;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * A look into another JVM, from loading the agent to hanging up; then the agent's thread ends there. Not thread-safe:
 * one request at a time, its answer read to the end.
 */
final class Session implements AutoCloseable {

    private final long pid;
    private final String version;
    private final String command;
    private final SocketChannel channel;
    private final DataInputStream in;
    private final DataOutputStream out;

    private Session(long pid, String version, String command, SocketChannel channel) {
        this.pid = pid;
        this.version = version;
        this.command = command;
        this.channel = channel;
        this.in = new DataInputStream(new BufferedInputStream(new PatientInput(channel, pid)));
        this.out = new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(channel)));
    }

    /** Loads the agent and tells it where its classes are. */
    static Session open(long pid) {
        if (ModuleLayer.boot().findModule("jdk.attach").isEmpty()) {
            throw new Failure("tid needs a JDK, and " + System.getProperty("java.home")
                    + " has no module jdk.attach: set JAVA_HOME to one");
        }
        Target target = Target.of(pid);
        try (Jvm jvm = Jvm.attach(target);
                AgentSocket socket = AgentSocket.open(target, jars())) {
            jvm.load(socket.jars().get(0), socket.place());
            Session session = new Session(pid, jvm.version(), jvm.command(), socket.await());
            try {
                session.greet(socket.jars().subList(1, socket.jars().size()));
            } catch (IOException | Failure e) {
                session.close();
                throw e;
            }
            return session;
        } catch (IOException e) {
            throw new Failure("process " + pid + " does not answer: " + Display.reason(e));
        }
    }

    private static List<Path> jars() {
        Path command = Path.of(code(TargetAgent.class));
        Path agent = command.resolveSibling("tid-cli-agent.jar");
        if (!Files.exists(agent)) {
            throw new Failure("the agent must stand beside the command: " + agent);
        }
        return Stream.concat(
                        Stream.of(agent, command),
                        Stream.of(ThreadProfile.class, Tid.class).map(type -> Path.of(code(type))))
                .distinct()
                .toList();
    }

    private void greet(List<String> jars) throws IOException {
        out.writeUTF(TargetAgent.class.getName());
        out.writeInt(jars.size());
        for (String jar : jars) {
            out.writeUTF(jar);
        }
        try (InputStream ready = answer(Request.READY, Protocol.ALL)) {
            ready.readAllBytes();
        }
    }

    private static String code(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    long pid() {
        return pid;
    }

    /** The Java version that it runs. */
    String version() {
        return version;
    }

    /** The class or jar that was started. */
    String main() {
        return PerfData.main(command);
    }

    /** The live threads of that JVM, grouped. */
    @SuppressWarnings("try") // it speaks until it is closed
    ThreadProfile profile() {
        try (Progress progress = Progress.start("reading the threads of process " + pid);
                Reader answer = new BufferedReader(reader(Request.PROFILE, Protocol.ALL))) {
            return ThreadProfile.readJson(answer);
        } catch (IOException e) {
            throw lost(e);
        }
    }

    /** Single threads as text or JSON. */
    @SuppressWarnings("try")
    void copy(Request request, long id, Appendable to) {
        try (Progress progress = Progress.start("reading the threads of process " + pid);
                Reader answer = reader(request, id)) {
            char[] piece = new char[8_192];
            for (int length = answer.read(piece); length >= 0; length = answer.read(piece)) {
                to.append(new String(piece, 0, length));
            }
        } catch (IOException e) {
            throw lost(e);
        }
    }

    Numbers numbers(Request request) {
        try (BufferedReader answer = new BufferedReader(reader(request, Protocol.ALL))) {
            return Numbers.read(answer);
        } catch (IOException e) {
            throw lost(e);
        }
    }

    /** Lets that JVM record for a time, and keeps the recording. */
    @SuppressWarnings("try")
    void record(Duration time, NamelessFile to) throws InterruptedException {
        try (Progress progress = Progress.start("recording process " + pid)) {
            numbers(Request.TRACE);
            if (hasEndedWithin(time)) {
                throw new Failure("process " + pid + " has ended");
            }
        }
        try (Progress progress = Progress.start("fetching the recording of process " + pid);
                InputStream answer = answer(Request.TRACED, Protocol.ALL)) {
            to.fill(answer);
        } catch (IOException e) {
            throw lost(e);
        }
    }

    private boolean hasEndedWithin(Duration time) throws InterruptedException {
        ProcessHandle process = ProcessHandle.of(pid).orElse(null);
        if (process == null) {
            return true;
        }
        try {
            process.onExit().get(time.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (TimeoutException itRuns) {
            return false;
        }
    }

    private Reader reader(Request request, long id) throws IOException {
        return new InputStreamReader(answer(request, id), StandardCharsets.UTF_8);
    }

    private InputStream answer(Request request, long id) throws IOException {
        Protocol.ask(out, request, id);
        return new Reply(in);
    }

    private Failure lost(IOException e) {
        if (e instanceof Refusal) {
            return new Failure("process " + pid + ": " + Display.reason(e));
        }
        return new Failure(
                isEnding()
                        ? "process " + pid + " has ended"
                        : "process " + pid + " stopped answering: " + Display.reason(e));
    }

    /** Its sockets are closed a moment before it is gone. */
    private boolean isEnding() {
        try {
            return hasEndedWithin(Duration.ofSeconds(1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // it is gone, then
        }
    }
}
