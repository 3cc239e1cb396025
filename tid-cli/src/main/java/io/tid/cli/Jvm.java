package io.tid.cli;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * A running JVM that we may look into. What speaks against it is found out before it is disturbed: to attach is to send
 * a signal, which ends a process that is no JVM.
 */
final class Jvm implements AutoCloseable {

    private static final int OLDEST = 21;
    private static final Path PROC = Path.of("/proc");

    private final long pid;
    private final VirtualMachine machine;
    private final Properties properties;

    private Jvm(long pid, VirtualMachine machine, Properties properties) {
        this.pid = pid;
        this.machine = machine;
        this.properties = properties;
    }

    /** Attaches; throws a {@link Failure} that says in one line why not. */
    static Jvm attach(long pid) {
        String process = "process " + pid;
        check(pid, process);
        VirtualMachine machine = machine(pid, process);
        try {
            Jvm jvm = new Jvm(pid, machine, machine.getSystemProperties());
            int feature = jvm.feature();
            if (feature >= OLDEST) {
                return jvm;
            }
            detach(machine);
            throw new Failure(process + " runs Java " + feature + ": tid needs " + OLDEST + " or newer there");
        } catch (IOException e) {
            detach(machine);
            throw new Failure(process + " cannot be attached to: " + Shown.reason(e));
        }
    }

    private static VirtualMachine machine(long pid, String process) {
        try {
            return VirtualMachine.attach(Long.toString(pid));
        } catch (AttachNotSupportedException e) {
            throw new Failure(process + " refuses to be attached to (-XX:+DisableAttachMechanism): " + Shown.reason(e));
        } catch (IOException e) {
            throw new Failure(process + " cannot be attached to: " + Shown.reason(e));
        }
    }

    private static void check(long pid, String process) {
        Optional<ProcessHandle> handle = ProcessHandle.of(pid);
        if (handle.isEmpty() || pid <= 0) {
            throw new Failure("no process " + pid);
        }
        if (pid == ProcessHandle.current().pid()) {
            throw new Failure(process + " is tid itself");
        }
        Path there = PROC.resolve(Long.toString(pid));
        if (!Files.isDirectory(there)) {
            return; // no Linux: attaching tells
        }
        try {
            Path here = PROC.resolve("self");
            if (!Files.getOwner(there).equals(Files.getOwner(here))) {
                throw new Failure(process + " belongs to "
                        + Files.getOwner(there).getName() + ": tid looks into processes of its own user only");
            }
            for (String kind : new String[] {"ns/pid", "ns/mnt"}) {
                if (!Files.readSymbolicLink(there.resolve(kind)).equals(Files.readSymbolicLink(here.resolve(kind)))) {
                    throw new Failure(process + " runs in a container: run tid inside it");
                }
            }
            if (!isJvm(there)) {
                throw new Failure(process + " is no JVM");
            }
            if (isStopped(there)) {
                throw new Failure(process + " is stopped, and would not answer: kill -CONT " + pid);
            }
        } catch (IOException e) {
            throw new Failure(
                    handle.get().isAlive()
                            ? process + " does not let us look: " + Shown.reason(e)
                            : "no process " + pid);
        }
    }

    /** By a signal or a debugger; false where the system does not tell. */
    static boolean isStopped(long pid) {
        try {
            return isStopped(PROC.resolve(Long.toString(pid)));
        } catch (IOException notTold) {
            return false;
        }
    }

    /** By a signal or a debugger; attaching would wait for it to go on. The name before the state may hold anything. */
    private static boolean isStopped(Path process) throws IOException {
        String stat = Files.readString(process.resolve("stat"), StandardCharsets.ISO_8859_1);
        return stat.substring(stat.lastIndexOf(')')).toUpperCase(Locale.ROOT).startsWith(") T ");
    }

    private static boolean isJvm(Path process) throws IOException {
        try (Stream<String> maps = Files.lines(process.resolve("maps"), StandardCharsets.ISO_8859_1)) {
            return maps.anyMatch(line -> line.endsWith("/libjvm.so"));
        }
    }

    /** Loads an agent's jar. */
    void load(Path agent, Path socket) throws IOException {
        if (!Files.exists(agent)) {
            throw new Failure("the agent must stand beside the command: " + agent);
        }
        try {
            machine.loadAgent(agent.toString(), socket.toString());
        } catch (AgentLoadException e) {
            String reason = String.valueOf(e.getMessage());
            throw new Failure(
                    reason.contains("Dynamic agent loading is not enabled")
                            ? "process " + pid + " refuses agents (-XX:-EnableDynamicAgentLoading):"
                                    + " it has to be started without that flag"
                            : "process " + pid + " did not load the agent: " + Shown.text(reason));
        } catch (AgentInitializationException e) {
            throw new Failure("process " + pid + " did not start the agent: " + Shown.reason(e));
        }
    }

    long pid() {
        return pid;
    }

    private int feature() {
        String version = properties.getProperty("java.specification.version", "0");
        return Integer.parseInt(version.replaceFirst("^1\\.", ""));
    }

    String version() {
        return properties.getProperty("java.version", "");
    }

    String command() {
        return properties.getProperty("sun.java.command", "");
    }

    /** How long it runs; zero where the system does not tell. */
    static Duration uptime(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().startInstant())
                .map(start -> Duration.between(start, Instant.now()))
                .orElse(Duration.ZERO);
    }

    @Override
    public void close() {
        detach(machine);
    }

    private static void detach(VirtualMachine machine) {
        try {
            machine.detach();
        } catch (IOException e) {
            // it is gone, then
        }
    }
}
