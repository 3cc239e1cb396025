package io.tid.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The counters that a HotSpot JVM keeps in a file for its user ({@code hsperfdata}, which {@code jps} reads too): what it
 * runs and how many platform threads it has, without disturbing it. A JVM with {@code -XX:-UsePerfData} has none.
 */
record PerfData(String command, String version, long platformThreads) {

    private static final int MAGIC = 0xcafec0c0;
    private static final int MOST_BYTES = 1 << 20;

    /** Never waits, and never reads more than such a file can hold; empty where it is something else, or gone. */
    static Optional<PerfData> read(Path file) {
        try {
            BasicFileAttributes kind = Files.readAttributes(file, BasicFileAttributes.class);
            if (!kind.isRegularFile() || kind.size() > MOST_BYTES) {
                return Optional.empty();
            }
            try (InputStream in = Files.newInputStream(file)) {
                return parse(in.readNBytes(MOST_BYTES));
            }
        } catch (IOException goneMeanwhile) {
            return Optional.empty();
        }
    }

    /**
     * As {@link #read}, of a name that others may have chosen: links are not followed, and file and folder must be of
     * this user, the folder for nobody else to write into.
     */
    static Optional<PerfData> readOwn(Path file, UserPrincipal user) {
        try {
            Path folder = Objects.requireNonNull(file.getParent());
            PosixFileAttributes around =
                    Files.readAttributes(folder, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            PosixFileAttributes own = Files.readAttributes(file, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            boolean safe = around.isDirectory()
                    && around.owner().equals(user)
                    && !around.permissions().contains(PosixFilePermission.GROUP_WRITE)
                    && !around.permissions().contains(PosixFilePermission.OTHERS_WRITE)
                    && own.isRegularFile()
                    && own.owner().equals(user);
            return safe ? read(file) : Optional.empty();
        } catch (IOException | UnsupportedOperationException notThere) {
            return Optional.empty();
        }
    }

    /** Empty where it is something else, or not filled yet. */
    static Optional<PerfData> parse(byte[] bytes) {
        try {
            Map<String, Object> counters = counters(ByteBuffer.wrap(bytes));
            return Optional.of(new PerfData(
                    (String) counters.getOrDefault("sun.rt.javaCommand", ""),
                    (String) counters.getOrDefault("java.property.java.version", ""),
                    (Long) counters.getOrDefault("java.threads.live", -1L)));
        } catch (BufferUnderflowException
                | IndexOutOfBoundsException
                | IllegalArgumentException
                | ClassCastException e) {
            return Optional.empty();
        }
    }

    /** Header: magic, order of bytes, version, ..., at 24 the first entry's place and the number of entries. */
    private static Map<String, Object> counters(ByteBuffer data) {
        if (data.getInt(0) != MAGIC) {
            throw new IllegalArgumentException("magic must be " + MAGIC + ": magic=" + data.getInt(0));
        }
        data.order(data.get(4) == 0 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        Map<String, Object> counters = new HashMap<>();
        int entry = data.getInt(24);
        for (int left = data.getInt(28); left > 0; left--) {
            int length = data.getInt(entry);
            if (length < 20) {
                throw new IllegalArgumentException("entry must have a header: length=" + length);
            }
            String name = text(data, entry + data.getInt(entry + 4));
            int vector = data.getInt(entry + 8);
            int value = entry + data.getInt(entry + 16);
            char type = (char) data.get(entry + 12);
            if (type == 'J' && vector == 0) {
                counters.put(name, data.getLong(value));
            } else if (type == 'B') {
                counters.put(name, text(data, value));
            }
            entry += length;
        }
        return counters;
    }

    private static String text(ByteBuffer data, int from) {
        int end = from;
        while (data.get(end) != 0) {
            end++;
        }
        byte[] bytes = new byte[end - from];
        data.get(from, bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** The class or jar that was started, without arguments and folders. */
    String main() {
        return main(command);
    }

    static String main(String command) {
        String first = command.strip().split("\\s", 2)[0];
        return first.endsWith(".jar") ? first.substring(first.lastIndexOf('/') + 1) : first;
    }
}
