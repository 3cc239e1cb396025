package io.tid.cli.agent;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import jdk.net.ExtendedSocketOptions;

/**
 * The way into another JVM: connects to the command that sent it, lets a class of the command's own jars answer, in a
 * class loader that nothing else knows, and lets go of all of it.
 *
 * <p>A JVM never forgets an agent's class. Whichever version of the command comes first, its copy of this class serves
 * all later ones; so what it does is fixed: the options are the path of a Unix domain socket in a folder that only this
 * user may enter; over it come the entry class's name, the number of jars and their paths
 * ({@link DataInputStream#readUTF}); the entry class has {@code public static void run(DataInputStream, DataOutputStream,
 * Instrumentation)}. What fails is told as {@code -1} and a text. Whoever needs more takes a new class name.
 */
public final class Bootstrap {

    private Bootstrap() {}

    /**
     * Starts the thread that answers, which ends when the command does.
     *
     * @param socket the path of the socket
     * @param instrumentation the JVM's
     */
    public static void agentmain(String socket, Instrumentation instrumentation) {
        Thread.ofPlatform()
                .daemon()
                .name("tid-session")
                .inheritInheritableThreadLocals(false)
                .start(() -> serve(Path.of(socket), instrumentation));
    }

    private static void serve(Path socket, Instrumentation instrumentation) {
        try {
            UserPrincipal owner = owner(socket.resolveSibling(""));
            try (SocketChannel channel = connect(socket)) {
                checkPeer(channel, owner);
                answer(
                        new DataInputStream(Channels.newInputStream(channel)),
                        new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(channel))),
                        instrumentation);
            }
        } catch (IOException theCommandWentAway) {
            // and there is nobody else to tell
        }
    }

    /** Where the command was killed meanwhile, what it has left behind is deleted. */
    private static SocketChannel connect(Path socket) throws IOException {
        try {
            return SocketChannel.open(UnixDomainSocketAddress.of(socket));
        } catch (IOException e) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(socket.resolveSibling(""))) {
                for (Path file : files) {
                    Files.deleteIfExists(file);
                }
            }
            Files.deleteIfExists(socket.resolveSibling(""));
            throw e;
        }
    }

    /** Of the folder, which has to be this user's alone; root may have made it so. */
    private static UserPrincipal owner(Path folder) throws IOException {
        Path self = Path.of("/proc/self");
        UserPrincipal owner = Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS);
        if (!PosixFilePermissions.toString(Files.getPosixFilePermissions(folder, LinkOption.NOFOLLOW_LINKS))
                        .equals("rwx------")
                || (Files.exists(self) && !Files.getOwner(self).equals(owner))) {
            throw new IOException("socket must be in a folder for this user only: folder=" + folder);
        }
        return owner;
    }

    /** The same user or root; a JVM without the module {@code jdk.net} knows it by the folder alone. */
    private static void checkPeer(SocketChannel channel, UserPrincipal owner) throws IOException {
        UserPrincipal peer;
        try {
            peer = channel.getOption(ExtendedSocketOptions.SO_PEERCRED).user();
        } catch (LinkageError | UnsupportedOperationException notTold) {
            return;
        }
        if (!peer.equals(owner)
                && !peer.getName().equals("root")
                && !peer.getName().equals("0")) {
            throw new IOException("the command must be of this user or of root: user=" + peer.getName());
        }
    }

    private static void answer(DataInputStream in, DataOutputStream out, Instrumentation instrumentation)
            throws IOException {
        String entry = in.readUTF();
        // No parent but the JVM's own: the others find the modules of the application, which may be another copy of
        // ours.
        try (URLClassLoader loader = new URLClassLoader("tid", jars(in), null)) {
            loader.loadClass(entry)
                    .getMethod("run", DataInputStream.class, DataOutputStream.class, Instrumentation.class)
                    .invoke(null, in, out, instrumentation);
        } catch (ReflectiveOperationException | LinkageError e) {
            Throwable cause = e instanceof InvocationTargetException ? e.getCause() : e;
            out.writeInt(-1);
            out.writeUTF(String.valueOf(cause));
            out.flush();
        }
    }

    private static URL[] jars(DataInputStream in) throws IOException {
        URL[] jars = new URL[in.readInt()];
        for (int i = 0; i < jars.length; i++) {
            jars[i] = url(in.readUTF());
        }
        return jars;
    }

    private static URL url(String path) throws MalformedURLException {
        return Path.of(path).toUri().toURL();
    }
}
