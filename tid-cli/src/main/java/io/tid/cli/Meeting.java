package io.tid.cli;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.concurrent.TimeUnit;
import jdk.net.ExtendedSocketOptions;

/**
 * A place where the agent finds the command: a Unix domain socket in a folder that only this user may enter. Both are
 * deleted as soon as they have met, so that nothing is left even if either is killed later.
 */
final class Meeting implements AutoCloseable {

    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(60);

    private final Path folder;
    private final Path socket;
    private final ServerSocketChannel server;
    private final Thread cleanup = new Thread(this::delete, "tid-cleanup"); // for Ctrl-C

    private Meeting(Path folder, Path socket, ServerSocketChannel server) {
        this.folder = folder;
        this.socket = socket;
        this.server = server;
    }

    static Meeting arrange() throws IOException {
        Path folder = Files.createTempDirectory(
                "tid-", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path socket = folder.resolve("s");
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        Meeting meeting = new Meeting(folder, socket, server);
        Runtime.getRuntime().addShutdownHook(meeting.cleanup);
        try {
            server.bind(UnixDomainSocketAddress.of(socket));
            return meeting;
        } catch (IOException e) {
            meeting.close();
            throw new IOException("no socket at " + socket + " (" + e.getMessage() + ")", e);
        }
    }

    Path place() {
        return socket;
    }

    /** Waits for the agent, as long as its process lives. */
    SocketChannel await(long pid) throws IOException {
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
        if (!peer.equals(Files.getOwner(folder))) {
            channel.close();
            throw new IOException("another user connected: " + Shown.text(peer.getName()));
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
        try {
            Files.deleteIfExists(socket);
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            // the folder is empty or gone; the system cleans its temporary files
        }
    }
}
