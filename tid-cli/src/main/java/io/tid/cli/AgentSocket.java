package io.tid.cli;

import io.tid.text.SafeText;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import jdk.net.ExtendedSocketOptions;

/**
 * A place where the agent finds the command: a Unix domain socket in a folder that only the other process's user may
 * enter, and the jars beside it where that process cannot have them from where they are. All of it is deleted as soon as
 * the agent has its classes, so that nothing is left even if either is killed later.
 */
final class AgentSocket implements AutoCloseable {

    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(60);

    private final Target target;
    private final Path folder;
    private final ServerSocketChannel server;
    private final List<String> jars = new ArrayList<>();
    private final Thread cleanup = new Thread(this::delete, "tid-cleanup"); // for Ctrl-C

    private AgentSocket(Target target, Path folder, ServerSocketChannel server) {
        this.target = target;
        this.folder = folder;
        this.server = server;
    }

    /** The agent's jar comes first. */
    static AgentSocket open(Target target, List<Path> jars) throws IOException {
        Path folder = Files.createTempDirectory(
                target.temporary(),
                "tid-",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        AgentSocket socket = new AgentSocket(target, folder, ServerSocketChannel.open(StandardProtocolFamily.UNIX));
        Runtime.getRuntime().addShutdownHook(socket.cleanup);
        try {
            socket.prepare(jars);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw new IOException("no socket in " + folder + " (" + e.getMessage() + ")", e);
        }
    }

    /** The folder is the other user's last of all, so that nothing of theirs can be in it before. */
    private void prepare(List<Path> from) throws IOException {
        boolean copy = target.needsCopies()
                || from.stream().anyMatch(jar -> jar.toString().contains("="));
        for (Path jar : from) {
            if (copy) {
                Path there = Files.copy(jar, folder.resolve(String.valueOf(jar.getFileName())));
                Files.setPosixFilePermissions(there, PosixFilePermissions.fromString("r--------"));
                target.give(there);
                jars.add(target.seen(there));
            } else {
                jars.add(jar.toString());
            }
        }
        if (jars.get(0).contains("=")) { // it ends the jar's name among an agent's options
            throw new IOException("java.io.tmpdir must have no '=' in it");
        }
        server.bind(UnixDomainSocketAddress.of(folder.resolve("s")));
        target.give(folder.resolve("s"));
        target.give(folder);
    }

    /** As the other process sees it. */
    String place() {
        return target.seen(folder.resolve("s"));
    }

    /** As the other process sees them, in the order in which they were given. */
    List<String> jars() {
        return jars;
    }

    /** Waits for the agent, as long as its process lives. */
    SocketChannel await() throws IOException {
        long pid = target.pid();
        long start = System.nanoTime();
        try (Selector selector = Selector.open()) {
            server.configureBlocking(false);
            server.register(selector, SelectionKey.OP_ACCEPT);
            while (selector.select(200) == 0) {
                if (ProcessHandle.of(pid).isEmpty()) {
                    throw new Failure("process " + pid + " has ended");
                }
                if (System.nanoTime() - start > PATIENCE_NS) {
                    throw new IOException("the agent did not connect");
                }
            }
        }
        SocketChannel channel = server.accept();
        channel.configureBlocking(true);
        UserPrincipal peer =
                channel.getOption(ExtendedSocketOptions.SO_PEERCRED).user();
        if (!peer.equals(target.owner())) {
            channel.close();
            throw new IOException("another user connected: " + SafeText.of(peer.getName()));
        }
        return channel;
    }

    @Override
    public void close() throws IOException {
        server.close();
        delete();
        try {
            Runtime.getRuntime().removeShutdownHook(cleanup);
        } catch (IllegalStateException alreadyEnding) {
            // then the hook does it once more
        }
    }

    private void delete() {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            // the folder is empty or gone; the system cleans its temporary files
        }
    }
}
