package io.tid.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A trace, checked against what Chrome's trace event format asks of the events that are in it. */
final class ChromeTrace {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode root;
    private final Map<String, String> lanes = new HashMap<>();

    private ChromeTrace(JsonNode root) {
        this.root = root;
    }

    static ChromeTrace of(String text) throws IOException {
        ChromeTrace trace = new ChromeTrace(JSON.readTree(text));
        trace.check();
        return trace;
    }

    private void check() {
        assertThat(root.get("displayTimeUnit").asText()).isEqualTo("ms");
        Map<String, Double> ends = new HashMap<>();
        double last = 0;
        for (JsonNode event : root.get("traceEvents")) {
            String phase = event.get("ph").asText();
            assertThat(phase).isIn("M", "X", "i");
            assertThat(event.get("pid").isInt()).isTrue();
            assertThat(event.get("tid").isInt()).isTrue();
            assertThat(event.get("name").asText()).isNotEmpty();
            if (phase.equals("M")) {
                name(event);
                continue;
            }
            assertThat(lanes).as(event.toString()).containsKey(key(event));
            assertThat(event.get("cat").asText()).isNotEmpty();
            double time = event.get("ts").asDouble();
            assertThat(event.get("ts").isNumber()).isTrue();
            assertThat(time).isGreaterThanOrEqualTo(0);
            if (phase.equals("i")) {
                assertThat(event.get("s").asText()).isEqualTo("t");
                continue;
            }
            assertThat(time).as("in the order of time").isGreaterThanOrEqualTo(last);
            last = time;
            assertThat(event.get("dur").asDouble()).as(event.toString()).isGreaterThanOrEqualTo(0);
            if (event.get("pid").asInt() == 1) { // one at a time on a carrier
                assertThat(time).as(event.toString()).isGreaterThanOrEqualTo(ends.getOrDefault(key(event), 0.0));
                ends.put(key(event), time + event.get("dur").asDouble() - 0.001); // as written, rounded
            }
        }
    }

    private void name(JsonNode event) {
        switch (event.get("name").asText()) {
            case "thread_name" ->
                assertThat(lanes.put(key(event), event.get("args").get("name").asText()))
                        .isNull();
            case "thread_sort_index" ->
                assertThat(event.get("args").get("sort_index").isInt()).isTrue();
            default -> assertThat(event.get("name").asText()).isEqualTo("process_name");
        }
    }

    private static String key(JsonNode event) {
        return event.get("pid") + "/" + event.get("tid");
    }

    String about(String what) {
        return root.get("otherData").get(what).asText();
    }

    /** The name of the lane on which an event is. */
    String lane(JsonNode event) {
        return lanes.getOrDefault(key(event), "");
    }

    /** Those of a thread, of a category. */
    List<JsonNode> events(long gid, String category) {
        return events(category)
                .filter(event -> event.get("args").get("gid").asLong() == gid)
                .toList();
    }

    Stream<JsonNode> events(String category) {
        return StreamSupport.stream(root.get("traceEvents").spliterator(), false)
                .filter(event -> event.path("cat").asText().equals(category));
    }
}
