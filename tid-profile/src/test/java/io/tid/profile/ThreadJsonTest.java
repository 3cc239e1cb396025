package io.tid.profile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // what is opened holds threads until it is closed
class ThreadJsonTest {

    @Test
    void shouldTellOfTheWantedThreadsOnly() throws Exception {
        String evil = "\u001b[2J\"</script>";
        try (Parked parked = new Parked()
                .start(1, Thread.ofVirtual().name(evil).factory(), 'a')
                .start(1, Thread.ofPlatform()::unstarted, 'b')) {
            long id = parked.threads().get(0).threadId();
            StringBuilder json = new StringBuilder();
            Threads.writeJson(json, candidate -> candidate == id);

            assertThat(json.toString()).doesNotContain("\u001b", "<");
            JsonNode threads = new ObjectMapper().readTree(json.toString());
            assertThat(threads).hasSize(1);
            JsonNode thread = threads.get(0);
            assertThat(thread.get("id").asLong()).isEqualTo(id);
            assertThat(thread.get("gid").asText()).isEqualTo("gid-" + id);
            assertThat(thread.get("name").asText()).isEqualTo(evil);
            assertThat(thread.get("virtual").asBoolean()).isTrue();
            assertThat(thread.get("state").asText()).isEqualTo("WAITING");
            assertThat(thread.get("waitsOn").asText()).isEqualTo("java.util.concurrent.CountDownLatch");
            assertThat(thread.has("carrierId")).isFalse();
            assertThat(thread.get("stack").toString()).contains("\"method\":\"a\"");
        }
    }

    @Test
    void shouldBeValidWhenThereAreManyAndWhenThereAreNone() throws Exception {
        StringBuilder all = new StringBuilder();
        Threads.writeJson(all, id -> true);
        StringBuilder none = new StringBuilder();
        Threads.writeJson(none, id -> false);

        assertThat(new ObjectMapper().readTree(all.toString())).hasSizeGreaterThan(3);
        assertThat(new ObjectMapper().readTree(none.toString())).isEmpty();
    }

    @Test
    void shouldWriteTheWantedThreadsAsText() throws Exception {
        try (Parked parked = new Parked().start(2, Thread.ofVirtual().factory(), 'a')) {
            long id = parked.threads().get(1).threadId();
            StringBuilder text = new StringBuilder();
            Threads.write(text, candidate -> candidate == id);

            assertThat(text.toString())
                    .startsWith("thread " + id + " [WAITING on java.util.concurrent.CountDownLatch, virtual]:\n")
                    .containsOnlyOnce("thread ");
        }
    }
}
