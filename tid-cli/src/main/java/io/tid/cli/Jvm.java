package io.tid.cli;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import io.tid.text.SafeText;
import java.io.IOException;
import java.util.Properties;

/** A running JVM that is attached to. */
final class Jvm implements AutoCloseable {

    private static final int OLDEST = 21;
    private final long pid;
    private final VirtualMachine machine;
    private final Properties properties;

    private Jvm(long pid, VirtualMachine machine, Properties properties) {
        this.pid = pid;
        this.machine = machine;
        this.properties = properties;
    }

    /** Attaches; throws a {@link Failure} that says in one line why not. */
    static Jvm attach(Target target) {
        String process = "process " + target.pid();
        VirtualMachine machine = machine(target, process);
        try {
            Jvm jvm = new Jvm(target.pid(), machine, machine.getSystemProperties());
            int feature = jvm.feature();
            if (feature >= OLDEST) {
                return jvm;
            }
            detach(machine);
            throw new Failure(process + " runs Java " + feature + ": tid needs " + OLDEST + " or newer there");
        } catch (IOException e) {
            detach(machine);
            throw new Failure(process + " cannot be attached to: " + Display.reason(e));
        }
    }

    private static VirtualMachine machine(Target target, String process) {
        try {
            return VirtualMachine.attach(Long.toString(target.pid()));
        } catch (AttachNotSupportedException e) {
            String elsewhere = target.option("-XX:AltTempDir=").orElse("");
            throw new Failure(
                    elsewhere.isEmpty()
                            ? process + " refuses to be attached to (-XX:+DisableAttachMechanism): " + Display.reason(e)
                            : process + " was started with " + SafeText.of(elsewhere)
                                    + ", where this Java does not find it: run tid with the same flag in"
                                    + " JDK_JAVA_OPTIONS, on a Java that has it");
        } catch (IOException e) {
            throw new Failure(process + " cannot be attached to: " + Display.reason(e));
        }
    }

    /** Loads an agent's jar; both paths are as that JVM sees them. */
    void load(String agent, String socket) throws IOException {
        try {
            machine.loadAgent(agent, socket);
        } catch (AgentLoadException e) {
            throw new Failure(notLoaded(String.valueOf(e.getMessage())));
        } catch (AgentInitializationException e) {
            throw new Failure("process " + pid + " did not start the agent: " + Display.reason(e));
        }
    }

    private String notLoaded(String reason) {
        if (reason.contains("Dynamic agent loading is not enabled")) {
            return "process " + pid + " refuses agents (-XX:-EnableDynamicAgentLoading):"
                    + " it has to be started without that flag";
        }
        if (reason.contains("java.instrument") || reason.contains("libinstrument")) {
            return "process " + pid + " has no module java.instrument, without which nothing can look into it:"
                    + " start it with --add-modules java.instrument, or link it in with jlink";
        }
        return "process " + pid + " did not load the agent: " + SafeText.of(reason);
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
