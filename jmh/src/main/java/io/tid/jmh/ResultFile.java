package io.tid.jmh;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;

/**
 * The raw figures on disk: one object whose {@code about} says where they come from, and whose {@code results} is what
 * JMH itself writes with {@code -rf json}, for the tools that read that.
 */
final class ResultFile {

    private static final ObjectMapper JSON = new ObjectMapper();

    private ResultFile() {}

    static void write(Path file, Map<String, String> about, Collection<RunResult> results) throws IOException {
        ByteArrayOutputStream jmh = new ByteArrayOutputStream();
        ResultFormatFactory.getInstance(ResultFormatType.JSON, new PrintStream(jmh, true, StandardCharsets.UTF_8))
                .writeOut(results);
        ObjectNode root = JSON.createObjectNode();
        root.set("about", JSON.valueToTree(about));
        root.set("results", JSON.readTree(jmh.toByteArray()));
        Files.createDirectories(file.toAbsolutePath().getParent());
        JSON.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), root);
    }
}
