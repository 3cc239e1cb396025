package io.tid.log4j;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.logging.log4j.core.config.DefaultConfiguration;
import org.apache.logging.log4j.core.lookup.StrSubstitutor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GidLookupTest {

    private final StrSubstitutor substitutor = new DefaultConfiguration().getStrSubstitutor();

    @ParameterizedTest
    @CsvSource({"${gid:}, gid-60", "${gid:label}, gid-60", "${gid:id}, 60", "${GID:}, gid-60"})
    void shouldAnswerFromTheEventWhenThereIsOne(String text, String expected) {
        assertThat(substitutor.replace(Events.of(60), text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"${gid:}, ${gid:}", "${gid:id}, ${gid:id}", "${gid::-none}, none", "${gid:id:-none}, none"})
    void shouldLeaveItToTheDefaultWhenThereIsNoEvent(String text, String expected) {
        assertThat(substitutor.replace(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"${gid:}, ${gid:}", "${gid:id}, ${gid:id}", "${gid::-none}, none"})
    void shouldLeaveItToTheDefaultWhenTheThreadIsUnknown(String text, String expected) {
        assertThat(substitutor.replace(Events.of(0), text)).isEqualTo(expected);
    }

    @Test
    void shouldAnswerPerEventWhenInAPattern() {
        assertThat(Events.print("${gid:} ${gid:id} %m", 60)).isEqualTo("gid-60 60 hello");
        assertThat(Events.print("${gid::-none} %m", 0)).isEqualTo("none hello");
    }

    @Test
    void shouldAnswerNullAndNameRuleAndValueOnceWhenTheKeyIsUnknown() {
        GidLookup lookup = new GidLookup();
        try (Warnings warnings = Warnings.open()) {
            assertThat(lookup.lookup(Events.of(60), "name")).isNull();
            assertThat(lookup.lookup(Events.of(60), "other")).isNull();
            assertThat(lookup.lookup(null, "name")).isNull();

            assertThat(warnings.messages())
                    .containsExactly("the key of ${gid:} must be label, id or empty: ${gid:name}");
        }
    }

    @Test
    void shouldAnswerTheLabelWhenTheKeyIsNull() {
        assertThat(new GidLookup().lookup(Events.of(60), null)).isEqualTo("gid-60");
        assertThat(new GidLookup().lookup(null)).isNull();
    }
}
