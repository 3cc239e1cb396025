package io.tid.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A temporary file whose name is deleted at once, so that nothing of it is left however the command ends: it is read
 * through {@code /proc}. Where there is no {@code /proc} it keeps its name until it is closed.
 */
final class NamelessFile implements AutoCloseable {

    private final Path name;
    private final FileChannel channel;
    private final Path path;

    private NamelessFile(Path name, FileChannel channel, Path path) {
        this.name = name;
        this.channel = channel;
        this.path = path;
    }

    static NamelessFile create() {
        try {
            Path name = Files.createTempFile("tid-", ".tmp");
            FileChannel channel = FileChannel.open(name, StandardOpenOption.READ, StandardOpenOption.WRITE);
            Path opened = opened(name);
            if (opened.equals(name)) {
                name.toFile().deleteOnExit();
            } else {
                Files.delete(name);
            }
            return new NamelessFile(name, channel, opened);
        } catch (IOException e) {
            throw new Failure(
                    "no temporary file in " + System.getProperty("java.io.tmpdir") + ": " + Display.reason(e));
        }
    }

    /** Where this process finds an open file without its name; the name itself where the system has no such place. */
    private static Path opened(Path name) throws IOException {
        Path descriptors = Path.of("/proc/self/fd");
        if (Files.isDirectory(descriptors)) {
            try (DirectoryStream<Path> links = Files.newDirectoryStream(descriptors)) {
                for (Path link : links) {
                    if (Files.isSymbolicLink(link)
                            && Files.readSymbolicLink(link).equals(name.toRealPath())) {
                        return link;
                    }
                }
            }
        }
        return name;
    }

    /** Copies all of it; what fails here is a {@link Failure}, and an {@link IOException} is of the source. */
    void fill(InputStream from) throws IOException {
        byte[] piece = new byte[1 << 16];
        for (int length = from.read(piece); length >= 0; length = from.read(piece)) {
            try {
                for (ByteBuffer left = ByteBuffer.wrap(piece, 0, length); left.hasRemaining(); ) {
                    channel.write(left);
                }
            } catch (IOException e) {
                throw new Failure(
                        "temporary file in " + System.getProperty("java.io.tmpdir") + ": " + Display.reason(e));
            }
        }
    }

    /** As long as it is open. */
    Path path() {
        return path;
    }

    @Override
    public void close() {
        try {
            channel.close();
            Files.deleteIfExists(name);
        } catch (IOException e) {
            // the system cleans its temporary files
        }
    }
}
