package io.tid.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class JsonWriterTest {

    private final StringBuilder out = new StringBuilder();
    private final JsonWriter json = new JsonWriter(out);

    @Test
    void shouldWriteObjectsAndArraysWithCommasBetween() throws IOException {
        json.beginObject()
                .member("text", "a")
                .member("long", -60)
                .member("double", 0.5)
                .member("truth", true)
                .name("nothing")
                .nullValue()
                .name("empty")
                .beginArray()
                .endArray()
                .name("none")
                .beginObject()
                .endObject()
                .name("list")
                .beginArray()
                .value("x")
                .value(1)
                .value(2.5)
                .value(false)
                .nullValue()
                .beginArray()
                .value(1)
                .endArray()
                .beginObject()
                .member("k", "v")
                .endObject()
                .endArray()
                .endObject();

        assertThat(out)
                .hasToString(
                        "{\"text\":\"a\",\"long\":-60,\"double\":0.5,\"truth\":true,\"nothing\":null,\"empty\":[],\"none\":{},"
                                + "\"list\":[\"x\",1,2.5,false,null,[1],{\"k\":\"v\"}]}");
    }

    @Test
    void shouldBreakLinesWhereAsked() throws IOException {
        json.beginArray().line().value(1).line().value(2).line().endArray();

        assertThat(out).hasToString("[\n1,\n2\n]");
    }

    @Test
    void shouldEscapeNamesAndValues() throws IOException {
        String hostile = "\"\\</script>&\u001b\n\u2028\u202e\ud800x";
        String escaped = "\\\"\\\\\\u003c/script\\u003e\\u0026\\u001b\\u000a\\u2028\\u202e\\ud800x";

        json.beginObject().member(hostile, hostile).endObject();

        assertThat(out).hasToString("{\"" + escaped + "\":\"" + escaped + "\"}");
    }

    @Test
    void shouldWriteAHugeStringWholeWhenPairsMeetItsPieces() throws IOException {
        for (String start : new String[] {"", "a"}) {
            out.setLength(0);
            String huge = start + "😀".repeat(100_000) + '\ud83d';

            json.beginArray().value(huge).endArray();

            assertThat(out.toString().equals("[\"" + start + "😀".repeat(100_000) + "\\ud83d\"]"))
                    .isTrue();
        }
    }

    @Test
    void shouldHandOnMuchBeforeTheEnd() throws IOException {
        json.beginArray();
        for (int i = 0; i < 10_000; i++) {
            json.value(1_000_000 + i);
        }

        assertThat(out.length()).isBetween(70_000, 80_000);
        json.endArray();
        assertThat(out.length()).isEqualTo(80_001);
    }

    @Test
    void shouldHandOnTheRestWhenTheOutermostValueEndsOrFlushed() throws IOException {
        json.beginObject();
        assertThat(out).isEmpty();
        json.flush();
        assertThat(out).hasToString("{");
        json.endObject();
        assertThat(out).hasToString("{}");
        json.line().beginArray().endArray();
        assertThat(out).hasToString("{}\n[]");
    }

    @Test
    void shouldPassOnWhatTheDestinationThrows() throws IOException {
        JsonWriter broken = new JsonWriter(new StringWriter() {
            @Override
            public StringWriter append(CharSequence text) {
                throw new IllegalStateException("full");
            }
        });

        assertThatThrownBy(() -> broken.beginArray().endArray()).hasMessage("full");
    }

    @Test
    void shouldRefuseNumbersThatJsonLacksAndAnEndWithoutBeginning() {
        assertThatThrownBy(() -> json.value(Double.NaN)).hasMessage("value must be finite: value=NaN");
        assertThatThrownBy(json::endArray).hasMessage("object or array must have begun: end=]");
    }
}
