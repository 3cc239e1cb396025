package io.tid.jmh.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The figures of one run.
 *
 * @param about where they come from: machine, JDK, command …
 */
record Results(Map<String, String> about, List<Measurement> measurements) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BYTES = "gc.alloc.rate.norm";
    private static final String UNIT = "ns/op";

    /**
     * Reads what {@code ./bench} wrote.
     *
     * @throws NoSuchFileException if there is no such file
     * @throws IllegalArgumentException if it holds something else
     */
    static Results read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException(file.toString());
        }
        JsonNode root = parse(file);
        if (!root.path("results").isArray()) {
            throw new IllegalArgumentException("results must be an array");
        }
        Map<String, String> about = new LinkedHashMap<>();
        root.path("about")
                .properties()
                .forEach(e -> about.put(e.getKey(), e.getValue().asText()));
        List<Measurement> measurements = new ArrayList<>();
        root.path("results").forEach(result -> measurements.add(measurement(result)));
        return new Results(Collections.unmodifiableMap(about), List.copyOf(measurements));
    }

    private static JsonNode parse(Path file) throws IOException {
        try {
            return JSON.readTree(file.toFile());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e.getOriginalMessage(), e);
        }
    }

    private static Measurement measurement(JsonNode result) {
        String name = result.path("benchmark").asText();
        JsonNode primary = result.path("primaryMetric");
        if (!primary.path("scoreUnit").asText().equals(UNIT)) {
            throw new IllegalArgumentException("scoreUnit must be " + UNIT + ": "
                    + primary.path("scoreUnit").asText() + " of " + name);
        }
        SortedMap<String, String> params = new TreeMap<>();
        result.path("params")
                .properties()
                .forEach(e -> params.put(e.getKey(), e.getValue().asText()));
        List<String> jvmArgs = new ArrayList<>();
        result.path("jvmArgs").forEach(arg -> jvmArgs.add(arg.asText()));
        return new Measurement(
                name.substring(1 + name.lastIndexOf('.', name.lastIndexOf('.') - 1)),
                params,
                Kind.of(jvmArgs),
                result.path("threads").asInt(1),
                median(primary),
                primary.path("scoreError").asDouble(Double.NaN),
                bytes(result, "score"),
                bytes(result, "scoreError").orElse(0));
    }

    private static double median(JsonNode primary) {
        List<Double> iterations = new ArrayList<>();
        primary.path("rawData").forEach(fork -> fork.forEach(ns -> iterations.add(ns.asDouble())));
        if (iterations.isEmpty()) {
            return primary.path("score").asDouble(Double.NaN);
        }
        Collections.sort(iterations);
        int half = iterations.size() / 2;
        return iterations.size() % 2 == 1
                ? iterations.get(half)
                : (iterations.get(half - 1) + iterations.get(half)) / 2;
    }

    private static OptionalDouble bytes(JsonNode result, String field) {
        JsonNode bytes = result.path("secondaryMetrics").path(BYTES).path(field); // "NaN" is a string there
        return bytes.isNumber() ? OptionalDouble.of(bytes.asDouble()) : OptionalDouble.empty();
    }

    /** The figure of one benchmark on one thread. */
    Optional<Measurement> find(String benchmark, Map<String, String> params, Kind kind) {
        return find(benchmark, params, kind, 1);
    }

    /** The figure of one benchmark. */
    Optional<Measurement> find(String benchmark, Map<String, String> params, Kind kind, int threads) {
        return measurements.stream()
                .filter(m -> m.benchmark().equals(benchmark) && m.params().equals(params))
                .filter(m -> m.kind() == kind && m.threads() == threads)
                .findFirst();
    }
}
