package io.tid.cli;

import io.tid.text.SafeText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The process that is to be looked into, whose it is, and how it sees files. What speaks against a look is found out here,
 * before the process is disturbed: to attach is to send a signal, which ends a process that is no JVM.
 */
final class Target {

    static final Path PROC = Path.of("/proc");

    private static final int FILES_NEEDED = 4; // the socket that is attached to, that of the agent, jars

    private final long pid;
    private final UserPrincipal owner;
    private final boolean ofAnotherUser;
    private final boolean inContainer;

    private Target(long pid, UserPrincipal owner, boolean ofAnotherUser, boolean inContainer) {
        this.pid = pid;
        this.owner = owner;
        this.ofAnotherUser = ofAnotherUser;
        this.inContainer = inContainer;
    }

    /** Throws a {@link Failure} that says in one line why it cannot be looked into, and what can be done. */
    static Target of(long pid) {
        Optional<ProcessHandle> handle = ProcessHandle.of(pid);
        if (handle.isEmpty() || pid <= 0) {
            throw new Failure("no process " + pid);
        }
        if (pid == ProcessHandle.current().pid()) {
            throw new Failure("process " + pid + " is tid itself");
        }
        try {
            return Files.isDirectory(there(pid)) ? onLinux(pid) : elsewhere(pid);
        } catch (IOException e) {
            throw new Failure(
                    handle.get().isAlive()
                            ? "process " + pid + " does not let us look: " + Display.reason(e)
                            : "no process " + pid);
        }
    }

    private static Path there(long pid) {
        return PROC.resolve(Long.toString(pid));
    }

    /** Attaching tells, then. */
    private static Target elsewhere(long pid) throws IOException {
        Path mine = Files.createTempFile("tid-", ".tmp");
        UserPrincipal owner = Files.getOwner(mine);
        Files.delete(mine);
        return new Target(pid, owner, false, false);
    }

    private static Target onLinux(long pid) throws IOException {
        Path there = there(pid);
        Path here = PROC.resolve("self");
        UserPrincipal owner = Files.getOwner(there);
        boolean ofAnotherUser = !owner.equals(Files.getOwner(here));
        if (ofAnotherUser && !isRoot()) {
            throw new Failure("process " + pid + " belongs to " + SafeText.of(owner.getName())
                    + ": run tid as that user or as root: sudo -u " + SafeText.of(owner.getName()) + " tid ...");
        }
        if (!isJvm(there)) {
            throw new Failure("process " + pid + " is no JVM");
        }
        if (isStopped(pid)) {
            throw new Failure("process " + pid + " is stopped, and would not answer: kill -CONT " + pid);
        }
        checkFiles(there, pid);
        Target target = new Target(pid, owner, ofAnotherUser, differs("ns/mnt", there, here));
        if ((target.inContainer || differs("ns/pid", there, here)) && !Files.isWritable(target.temporary())) {
            throw new Failure("process " + pid + " runs in a container: run tid as root: sudo tid ..., or with a JDK"
                    + " inside it: nsenter -t " + pid + " -m -p java -jar tid-cli.jar ...");
        }
        return target;
    }

    private static boolean differs(String namespace, Path there, Path here) throws IOException {
        return !Files.readSymbolicLink(there.resolve(namespace))
                .equals(Files.readSymbolicLink(here.resolve(namespace)));
    }

    /** Whether this command is. */
    static boolean isRoot() {
        try {
            return Files.getAttribute(PROC.resolve("self"), "unix:uid").equals(0);
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException notTold) {
            return false;
        }
    }

    /** A JVM that can open no more files answers nothing at all: not even that. */
    private static void checkFiles(Path process, long pid) throws IOException {
        try (Stream<Path> open = Files.list(process.resolve("fd"));
                Stream<String> limits = Files.lines(process.resolve("limits"))) {
            long most = limits.filter(line -> line.startsWith("Max open files"))
                    .map(line -> line.replaceFirst("Max open files\\s+(\\S+).*", "$1"))
                    .filter(limit -> limit.matches("\\d+"))
                    .mapToLong(Long::parseLong)
                    .findFirst()
                    .orElse(Long.MAX_VALUE);
            if (open.count() > most - FILES_NEEDED) {
                throw new Failure("process " + pid + " may open no more files, of which it has " + most
                        + ": give it more, such as prlimit --pid " + pid + " --nofile=" + (most + 100));
            }
        }
    }

    private static boolean isJvm(Path process) throws IOException {
        try (Stream<String> maps = Files.lines(process.resolve("maps"), StandardCharsets.ISO_8859_1)) {
            return maps.anyMatch(line -> line.endsWith("/libjvm.so"));
        }
    }

    /**
     * By a signal or a debugger; attaching would wait for it to go on. False where the system does not tell. The name
     * before the state may hold anything.
     */
    static boolean isStopped(long pid) {
        try {
            String stat = Files.readString(there(pid).resolve("stat"), StandardCharsets.ISO_8859_1);
            return stat.substring(stat.lastIndexOf(')'))
                    .toUpperCase(Locale.ROOT)
                    .startsWith(") T ");
        } catch (IOException notTold) {
            return false;
        }
    }

    /** How long it runs; zero where the system does not tell. */
    static Duration uptime(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().startInstant())
                .map(start -> Duration.between(start, Instant.now()))
                .orElse(Duration.ZERO);
    }

    long pid() {
        return pid;
    }

    UserPrincipal owner() {
        return owner;
    }

    /** A folder for temporary files that both see. */
    Path temporary() {
        Path folder = inContainer ? there(pid).resolve("root/tmp") : Path.of(System.getProperty("java.io.tmpdir"));
        if (inContainer && !Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            throw new Failure("process " + pid + " runs in a container without a folder /tmp");
        }
        return folder;
    }

    /** How it names a file below {@link #temporary}. */
    String seen(Path file) {
        return inContainer
                ? "/" + there(pid).resolve("root").relativize(file)
                : file.toAbsolutePath().toString();
    }

    /** Whether it may be unable to read the jars where they are. */
    boolean needsCopies() {
        return ofAnotherUser || inContainer;
    }

    /** Makes a file its user's. */
    void give(Path file) throws IOException {
        if (ofAnotherUser) {
            Files.setOwner(file, owner);
        }
    }

    /** The value of an option that it was started with. */
    Optional<String> option(String start) {
        try {
            return Files.readString(there(pid).resolve("cmdline"), StandardCharsets.ISO_8859_1)
                    .replace('\0', '\n')
                    .lines()
                    .filter(argument -> argument.startsWith(start))
                    .findFirst();
        } catch (IOException notTold) {
            return Optional.empty();
        }
    }
}
