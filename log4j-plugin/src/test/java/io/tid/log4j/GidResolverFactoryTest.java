package io.tid.log4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.logging.log4j.core.config.DefaultConfiguration;
import org.apache.logging.log4j.layout.template.json.JsonTemplateLayout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GidResolverFactoryTest {

    private static final String TEMPLATE = """
            {"who": {"$resolver": "gid", "field": "label"}, "n": {"$resolver": "gid", "field": "id"}}""";

    @Test
    void shouldWriteLabelAndNumberWhenTheThreadIsKnown() {
        JsonTemplateLayout layout = layout(TEMPLATE);

        for (int line = 0; line < 3; line++) {
            assertThat(layout.toSerializable(Events.of(60)).trim()).isEqualTo("{\"who\":\"gid-60\",\"n\":60}");
        }
    }

    @Test
    void shouldWriteNullWhenTheThreadIsUnknown() {
        assertThat(layout(TEMPLATE).toSerializable(Events.of(0)).trim()).isEqualTo("{\"who\":null,\"n\":null}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'$resolver': 'gid'} | null",
                "{'$resolver': 'gid', 'field': 'Id'} | Id",
                "{'$resolver': 'gid', 'field': 5} | 5"
            },
            quoteCharacter = '"')
    void shouldNameRuleAndValueWhenTheFieldIsMissingOrWrong(String template, String value) {
        assertThatThrownBy(() -> layout(template.replace('\'', '"')))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("field of the gid resolver must be id or label: field=" + value);
    }

    private static JsonTemplateLayout layout(String template) {
        return JsonTemplateLayout.newBuilder()
                .setConfiguration(new DefaultConfiguration())
                .setEventTemplate(template)
                .build();
    }
}
