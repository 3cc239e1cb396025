package io.tid.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.tid.profile.agent.ProfileAgent;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the library costs while nobody asks: nothing. */
class IdleIT {

    private static final String JAR = System.getProperty("profile.jar");

    @Test
    void shouldStartNothingWhenItsClassesAreInitialized() throws Exception {
        assertSameThroughout(run());
    }

    @Test
    void shouldStartNothingWhenItIsAnAgent() throws Exception {
        List<String> output = run("-javaagent:" + JAR);

        assertSameThroughout(output);
        assertThat(threads(output)).isEqualTo(threads(run()));
    }

    @Test
    void shouldOnlyOpenPackagesWhenItIsAnAgent() {
        List<String> called = new ArrayList<>();
        Instrumentation instrumentation = (Instrumentation) Proxy.newProxyInstance(
                IdleIT.class.getClassLoader(), new Class<?>[] {Instrumentation.class}, (proxy, method, arguments) -> {
                    called.add(method.getName());
                    return null;
                });

        ProfileAgent.premain("", instrumentation);
        ProfileAgent.agentmain("", instrumentation);

        assertThat(called).containsExactly("redefineModule", "redefineModule"); // no addTransformer
    }

    private static void assertSameThroughout(List<String> output) {
        assertThat(output)
                .extracting(line -> line.substring(0, line.indexOf(':')))
                .containsExactly("at first", "initialized", "profiled");
        assertThat(output)
                .extracting(line -> line.substring(line.indexOf(':')))
                .containsOnly(output.get(0).substring(output.get(0).indexOf(':')));
    }

    private static String threads(List<String> output) {
        return output.get(0).substring(0, output.get(0).indexOf(']'));
    }

    private static List<String> run(String... flags) throws Exception {
        List<String> all = new ArrayList<>(List.of(flags));
        all.add("-Didle.classes=" + classes());
        all.addAll(List.of(
                "--add-exports",
                "java.base/jdk.internal.vm=ALL-UNNAMED",
                "--add-opens",
                "java.base/java.lang=ALL-UNNAMED"));
        return Fork.java(IdleProgram.class, all.toArray(new String[0]));
    }

    private static String classes() throws IOException {
        try (JarFile jar = new JarFile(JAR)) {
            return jar.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.startsWith("io/tid/profile/") && name.endsWith(".class"))
                    .filter(name -> !name.endsWith("package-info.class"))
                    .map(name ->
                            name.substring(0, name.length() - ".class".length()).replace('/', '.'))
                    .collect(Collectors.joining(","));
        }
    }
}
