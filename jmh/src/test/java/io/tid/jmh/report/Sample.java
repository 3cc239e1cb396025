package io.tid.jmh.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** A small result file: some rows of each sort, most of the bars' rows missing, and hostile names. */
final class Sample {

    private Sample() {}

    static Path copyTo(Path directory) throws IOException {
        Path file = directory.resolve("sample.json");
        try (InputStream sample = Objects.requireNonNull(Sample.class.getResourceAsStream("sample.json"))) {
            Files.copy(sample, file);
        }
        return file;
    }

    static Results results() throws IOException {
        Path directory = Files.createTempDirectory("tid-report");
        Path file = copyTo(directory);
        try {
            return Results.read(file);
        } finally {
            Files.delete(file);
            Files.delete(directory);
        }
    }
}
