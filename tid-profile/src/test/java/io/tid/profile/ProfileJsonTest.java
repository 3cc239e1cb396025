package io.tid.profile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProfileJsonTest {

    @Test
    void shouldCarryCountsStatesIdsLabelsAndFrames() throws Exception {
        JsonNode root = parse(ThreadProfile.of(List.of(
                Snapshots.labelled(60, "f", Map.of("user", "Ann")),
                Snapshots.labelled(61, "f", Map.of("user", "Ann")),
                Snapshots.waiting(62, "g"))));

        assertThat(root.get("total").asInt()).isEqualTo(3);
        assertThat(root.get("complete").asBoolean()).isTrue();
        assertThat(root.get("groups")).hasSize(2);
        assertThat(root.get("groups").get(0).toString().replaceAll("[0-9a-f]{16}", "HASH"))
                .isEqualTo("{\"count\":2,\"virtual\":2,\"hash\":\"HASH\",\"states\":{\"WAITING\":2},"
                        + "\"labels\":{\"user\":\"Ann\"},\"minId\":60,\"maxId\":61,\"youngest\":[60,61],\"stack\":["
                        + "{\"class\":\"io.tid.Game\",\"method\":\"f\",\"file\":\"Game.java\",\"line\":12},"
                        + "{\"class\":\"io.tid.Game\",\"method\":\"run\",\"file\":\"Game.java\",\"line\":12}]}");
    }

    @Test
    void shouldGiveBackWhatOthersChoseAndNothingThatABrowserRuns() throws Exception {
        String evil = "</script><script>alert(1)</script>\u001b\u2028\"\\\ud83d";
        ThreadProfile profile = ThreadProfile.of(
                List.of(Snapshots.of(6, "", List.of(new StackTraceElement(evil, evil, evil, 1)), Map.of(evil, evil))));

        assertThat(text(profile)).doesNotContain("<", ">", "\u001b", "\u2028");
        JsonNode group = parse(profile).get("groups").get(0);
        assertThat(group.get("labels").get(evil).asText()).isEqualTo(evil);
        assertThat(group.get("stack").get(0).get("class").asText()).isEqualTo(evil);
    }

    @Test
    void shouldBeAnObjectWithoutGroupsWhenThereAreNone() throws Exception {
        assertThat(parse(ThreadProfile.of(List.of())).get("groups")).isEmpty();
    }

    private static JsonNode parse(ThreadProfile profile) throws Exception {
        return new ObjectMapper().readTree(text(profile));
    }

    private static String text(ThreadProfile profile) throws Exception {
        StringBuilder text = new StringBuilder();
        profile.writeJson(text);
        return text.toString();
    }
}
