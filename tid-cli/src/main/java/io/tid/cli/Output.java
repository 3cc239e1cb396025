package io.tid.cli;

import io.tid.text.SafeText;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * A file that is written whole or not at all: beside it first, under another name, and moved to its place when it is
 * complete. What is not a regular file, such as a pipe or {@code /dev/stdout}, is written to as it is. What fails here is
 * a {@link Failure} that names the file; an {@link IOException} is of whoever gives the content.
 */
final class Output {

    private static final int MOST_LINKS = 40; // as Linux
    private static final List<Path> NOT_FILES = List.of(Path.of("/dev"), Path.of("/proc"));

    private final Path named;
    private final boolean replace;

    private Output(Path named, boolean replace) {
        this.named = named;
        this.replace = replace;
    }

    /** Gives the content. */
    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /** Takes the place of a file that is there. */
    static Output replacing(Path file) {
        return new Output(file, true);
    }

    /** Fails where a regular file is there. */
    static Output creating(Path file) {
        return new Output(file, false);
    }

    /** Finds out early what {@link #write} would find out late. */
    void check() {
        try {
            Path file = place();
            if (file != null) {
                Files.delete(Files.createFile(beside(file)));
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }

    void write(Content content) throws IOException {
        Path file;
        try {
            file = place();
        } catch (IOException e) {
            throw failed(e);
        }
        if (file == null) {
            writeThrough(content);
            return;
        }
        Path partial = beside(file);
        Cleanup cleanup = new Cleanup(partial);
        try {
            writeTo(cleanup.open(), content);
            finish(partial, file);
        } finally {
            cleanup.close();
        }
    }

    private void writeThrough(Content content) throws IOException {
        OutputStream out;
        try {
            out = Files.newOutputStream(named, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw failed(e);
        }
        writeTo(out, content);
    }

    private void writeTo(OutputStream out, Content content) throws IOException {
        try (OutputStream guarded = new Guarded(out)) {
            content.writeTo(guarded);
        }
    }

    /** Where the file is once links are followed; null for what no file can take the place of. */
    private @Nullable Path place() throws IOException {
        Path place = named.toAbsolutePath();
        for (int links = 0; ; links++) {
            Path normal = place.normalize();
            if (NOT_FILES.stream().anyMatch(normal::startsWith) && !isBelowShm(normal)) {
                return null;
            }
            if (!Files.isSymbolicLink(place)) {
                break;
            }
            if (links == MOST_LINKS) {
                throw new FileSystemException(named.toString(), null, "too many links");
            }
            place = place.resolveSibling(Files.readSymbolicLink(place));
        }
        if (Files.isDirectory(place)) {
            throw new FileSystemException(named.toString(), null, "is a folder");
        }
        boolean there = Files.exists(place, LinkOption.NOFOLLOW_LINKS);
        if (there && !Files.isRegularFile(place, LinkOption.NOFOLLOW_LINKS)) {
            return null;
        }
        if (there && !replace) {
            throw new FileAlreadyExistsException(named.toString());
        }
        if (there && !Files.isWritable(place)) {
            throw new AccessDeniedException(named.toString());
        }
        return place;
    }

    private static boolean isBelowShm(Path place) {
        return place.startsWith("/dev/shm") && place.getNameCount() > 2;
    }

    private static Path beside(Path file) {
        String random = Long.toString(ThreadLocalRandom.current().nextLong(1L << 40), Character.MAX_RADIX);
        return file.resolveSibling("." + file.getFileName() + "." + random + ".tid");
    }

    private void finish(Path partial, Path file) {
        try {
            if (!replace) {
                create(partial, file);
                return;
            }
            keepAccess(file, partial);
            try {
                Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
            } catch (AtomicMoveNotSupportedException e) {
                Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** A link is made only where nothing is, while a move replaces what came meanwhile. */
    private static void create(Path partial, Path file) throws IOException {
        try {
            Files.createLink(file, partial);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (UnsupportedOperationException | FileSystemException noLinksHere) {
            Files.move(partial, file);
        }
    }

    /** The new file may be read by whom the old one could be read. */
    private static void keepAccess(Path old, Path fresh) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(fresh, PosixFileAttributeView.class);
        if (view == null || !Files.exists(old)) {
            return;
        }
        PosixFileAttributes before = Files.readAttributes(old, PosixFileAttributes.class);
        try {
            if (!before.owner().equals(view.getOwner())) {
                view.setOwner(before.owner());
            }
            if (!before.group().equals(view.readAttributes().group())) {
                view.setGroup(before.group());
            }
        } catch (FileSystemException onlyRootMay) {
            // then it is the caller's
        }
        view.setPermissions(before.permissions());
    }

    private Failure failed(IOException e) {
        String file = named.toString();
        return e instanceof FileSystemException known
                ? Failure.of(file, known)
                : new Failure(SafeText.of(file) + ": " + Display.reason(e));
    }

    /** Tells a failure to write from one to read what is written. */
    private final class Guarded extends OutputStream {

        private final OutputStream out;

        Guarded(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) {
            try {
                out.write(bytes, from, length);
            } catch (IOException e) {
                throw failed(e);
            }
        }

        @Override
        public void close() {
            try {
                out.close();
            } catch (IOException e) {
                throw failed(e);
            }
        }
    }

    /** Deletes what is not complete, also when Ctrl-C ends the command; then nothing is begun any more. */
    private final class Cleanup {

        private final Path partial;
        private final Thread hook = new Thread(this::delete, "tid-output");
        private boolean deleted;

        Cleanup(Path partial) {
            this.partial = partial;
        }

        synchronized OutputStream open() {
            try {
                Runtime.getRuntime().addShutdownHook(hook);
                if (!deleted) {
                    return Files.newOutputStream(partial, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                }
            } catch (IllegalStateException ending) {
                deleted = true;
            } catch (IOException e) {
                throw failed(e);
            }
            throw new Failure("interrupted");
        }

        private synchronized void delete() {
            deleted = true;
            try {
                Files.deleteIfExists(partial);
            } catch (IOException e) {
                // its name tells whose it is
            }
        }

        void close() {
            delete();
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException ending) {
                // then it does so once more
            }
        }
    }
}
