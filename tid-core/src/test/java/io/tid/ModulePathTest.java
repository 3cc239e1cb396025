package io.tid;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.context.ContextRegistry;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** As a real module, with its optional libraries and without. */
class ModulePathTest {

    private static String home(Class<?> type) throws Exception {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI())
                .toString();
    }

    private static String program(String name) throws Exception {
        return Path.of(ModulePathTest.class.getResource(name).toURI()).toString();
    }

    @Test
    void shouldRunWithoutAnyOptionalLibrary() throws Exception {
        List<String> lines = Forked.java(List.of(
                        "-p", home(LogContext.class), "--add-modules", "io.tid.core", program("UseContext.java")))
                .lines();

        assertThat(lines).containsExactly("module io.tid.core {\"request\"=\"17\"}");
    }

    @Test
    void shouldServeMicrometerOnceRegisteredByHand() throws Exception {
        String path = home(LogContext.class) + File.pathSeparator + home(ContextRegistry.class);
        List<String> lines = Forked.java(List.of(
                        "-p", path, "--add-modules", "io.tid.core,context.propagation", program("UseMicrometer.java")))
                .lines();

        assertThat(lines).containsExactly("module context.propagation", "found 0", "{\"request\"=\"17\"}", "{}");
    }

    @Test
    void shouldKeepTheBridgeToItself() throws Exception {
        Forked.Ended ended = Forked.java(
                List.of("-p", home(LogContext.class), "--add-modules", "io.tid.core", program("UseBridge.java")));

        assertThat(ended.exit()).isNotZero();
        assertThat(ended.err()).contains("package io.tid.bridge is not visible");
    }
}
