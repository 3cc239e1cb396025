package io.tid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class StructuredScopeTest {

    @Test
    void shouldReachEverySubtaskOfAStructuredTaskScope() throws Exception {
        int feature = Runtime.version().feature();
        assumeTrue(feature == 25, "StructuredTaskScope is a preview, and the program is in the form it has in JDK 25");
        String program = Path.of(StructuredScopeTest.class
                        .getResource("UseStructuredScope.java")
                        .toURI())
                .toString();
        Forked.Ended ended = Forked.java(
                List.of("--enable-preview", "--source", "25", "-cp", System.getProperty("java.class.path"), program));

        assertThat(ended.exit()).as(ended.err()).isZero();
        assertThat(ended.out().lines())
                .containsExactly(
                        "forked: same context, parent is the owner", "nested: same context, parent is the subtask");
    }
}
