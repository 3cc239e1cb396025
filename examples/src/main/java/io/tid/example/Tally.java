package io.tid.example;

import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Passes text on to a stream, and counts the log lines in it and the different gids on them. */
final class Tally extends FilterOutputStream {

    private static final Pattern LOG_LINE = Pattern.compile("\\[\\d{4}/\\d{6}\\.\\d{3}:[A-Z]+:(gid-\\d+):.*");

    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final Set<String> gids = new TreeSet<>();
    private int lines;

    Tally(OutputStream out) {
        super(out);
    }

    @Override
    public synchronized void write(int b) throws IOException {
        out.write(b);
        count(b);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
        for (int i = offset; i < offset + length; i++) {
            count(bytes[i]);
        }
    }

    private void count(int b) {
        if (b != '\n') {
            line.write(b);
            return;
        }
        Matcher matcher = LOG_LINE.matcher(line.toString(StandardCharsets.UTF_8).stripTrailing());
        if (matcher.matches()) {
            lines++;
            gids.add(matcher.group(1));
        }
        line.reset();
    }

    synchronized int lines() {
        return lines;
    }

    synchronized int gids() {
        return gids.size();
    }
}
