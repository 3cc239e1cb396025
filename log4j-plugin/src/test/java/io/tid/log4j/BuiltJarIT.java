package io.tid.log4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.tid.app.LoadPlugin;
import java.io.DataInputStream;
import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar as users get it. */
class BuiltJarIT {

    private static final String PLUGINS = "META-INF/org/apache/logging/log4j/core/config/plugins/Log4j2Plugins.dat";
    private static final String REFLECTION =
            "META-INF/native-image/log4j-generated/io.tid/tid-log4j-plugin/reflect-config.json";

    private static final String CONTEXT_MAP =
            "META-INF/native-image/io.tid/tid-log4j-plugin/reflect-config.json"; // a property names it, no annotation

    private final Path jar = Fork.plugin().get(0);

    @TempDir
    private Path directory;

    @Test
    void shouldListEveryPluginWhereLog4jLooksForThem() throws IOException {
        List<String> plugins = new ArrayList<>();
        try (JarFile file = new JarFile(jar.toFile());
                DataInputStream in = new DataInputStream(file.getInputStream(file.getEntry(PLUGINS)))) {
            for (int categories = in.readInt(); categories > 0; categories--) {
                String category = in.readUTF();
                for (int entries = in.readInt(); entries > 0; entries--) {
                    String key = in.readUTF();
                    String type = in.readUTF();
                    plugins.add(category + " " + key + " " + type);
                    in.readUTF(); // the name as written
                    in.readBoolean(); // printable
                    in.readBoolean(); // deferred
                }
            }
            assertThat(in.read()).isEqualTo(-1);
        }

        assertThat(plugins)
                .containsExactlyInAnyOrder(
                        "converter tidgidconverter io.tid.log4j.GidConverter",
                        "converter tidpgidconverter io.tid.log4j.PgidConverter",
                        "lookup gid io.tid.log4j.GidLookup",
                        "core pooledpatternlayout io.tid.log4j.PooledPatternLayout",
                        "jsontemplateresolverfactory tidgidresolverfactory io.tid.log4j.GidResolverFactory");
    }

    @Test
    void shouldTellNativeImageWhatLog4jReaches() throws IOException {
        String reflection = entry(REFLECTION);

        assertThat(reflection).contains("""
                {"name":"io.tid.log4j.GidConverter","methods":[{"name":"newInstance","parameterTypes":\
                ["org.apache.logging.log4j.core.config.Configuration","java.lang.String[]"]}]""");
        assertThat(reflection).contains("""
                {"name":"io.tid.log4j.GidLookup","methods":[{"name":"<init>","parameterTypes":[]}]""");
        assertThat(reflection).contains("""
                {"name":"io.tid.log4j.GidResolverFactory","methods":[{"name":"getInstance","parameterTypes":[]}]""");
        assertThat(entry(CONTEXT_MAP)).contains("\"" + TidThreadContextMap.class.getName() + "\"");
    }

    @Test
    void shouldBeAModuleThatNeedsOnlyTheCoreAndLog4j() throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            ModuleDescriptor module = ModuleDescriptor.read(file.getInputStream(file.getEntry("module-info.class")));

            assertThat(module.name()).isEqualTo("io.tid.log4j");
            assertThat(module.requires().stream()
                            .filter(required ->
                                    !required.modifiers().contains(ModuleDescriptor.Requires.Modifier.STATIC))
                            .map(ModuleDescriptor.Requires::name))
                    .containsExactlyInAnyOrder(
                            "java.base", "io.tid.core", "org.apache.logging.log4j", "org.apache.logging.log4j.core");
            assertThat(module.opens()).singleElement().satisfies(opened -> {
                assertThat(opened.source()).isEqualTo("io.tid.log4j");
                assertThat(opened.targets())
                        .containsExactlyInAnyOrder("org.apache.logging.log4j", "org.apache.logging.log4j.core");
            });
        }
    }

    /** A second ContextDataProvider alone makes every event ten times as large. */
    @Test
    void shouldHoldNoServiceFile() throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            assertThat(file.stream().map(ZipEntry::getName)).noneMatch(name -> name.startsWith("META-INF/services"));
        }
    }

    @Test
    void shouldStartNeitherLoggerNorThreadWhenAtWork() throws Exception {
        Fork.Result result = new Fork(Fork.CURRENT, "files.xml", directory)
                .options("-Xlog:class+load:stdout:none")
                .run(LoadPlugin.class);

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.output()).contains("gid-60 gid-60 threads added: 0");
        assertThat(result.output()).contains("io.tid.log4j.GidConverter source:");
        assertThat(result.output())
                .doesNotContain("org.apache.logging.log4j.LogManager ")
                .doesNotContain("org.apache.logging.log4j.core.LoggerContext ")
                .doesNotContain("com.lmax.");
    }

    private String entry(String name) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            return new String(file.getInputStream(file.getEntry(name)).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
