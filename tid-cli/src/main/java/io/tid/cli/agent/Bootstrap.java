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
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

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
            checkOwn(socket.resolveSibling(""));
            try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
                answer(
                        new DataInputStream(Channels.newInputStream(channel)),
                        new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(channel))),
                        instrumentation);
            }
        } catch (IOException theCommandWentAway) {
            // and there is nobody else to tell
        }
    }

    private static void checkOwn(Path folder) throws IOException {
        Path self = Path.of("/proc/self");
        if (!PosixFilePermissions.toString(Files.getPosixFilePermissions(folder))
                        .equals("rwx------")
                || (Files.exists(self) && !Files.getOwner(self).equals(Files.getOwner(folder)))) {
            throw new IOException("socket must be in a folder for this user only: folder=" + folder);
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
