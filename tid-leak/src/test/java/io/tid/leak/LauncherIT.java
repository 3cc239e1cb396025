package io.tid.leak;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whole runs, each in a JVM of its own, with the built jar, under the oldest and the newest JUnit. */
@Timeout(300)
class LauncherIT {

    private static final List<String> WHOLE = Stream.concat(
                    Fork.GRANTED.stream(), Stream.of("-Dtid.leak.run=true", "-Dtid.leak.withinMs=50"))
            .toList();

    enum JUnit {
        OLDEST,
        NEWEST;

        /** This JVM's class path, with our jar for our classes, and for the oldest its jars instead of JUnit's here. */
        String classPath() {
            List<String> path = new ArrayList<>();
            path.add(System.getProperty("leak.jar"));
            for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
                String file = Path.of(entry).getFileName().toString();
                boolean ofJUnit = file.startsWith("junit-") || file.startsWith("opentest4j");
                if (!file.equals("classes") || !entry.contains("tid-leak")) {
                    if (this == NEWEST || !ofJUnit) {
                        path.add(entry);
                    }
                }
            }
            if (this == OLDEST) {
                path.add(System.getProperty("junit5.jars") + "/*");
            }
            return String.join(File.pathSeparator, path);
        }
    }

    private static Fork.Ended run(JUnit junit, List<String> flags, String... methods) throws Exception {
        return Fork.java(flags, junit.classPath(), RunSuite.class, methods);
    }

    @Test
    void shouldRunTheVersionsItSays() {
        assertThat(JUnit.OLDEST.classPath()).doesNotContain("junit-jupiter-api-6");
        assertThat(Path.of(System.getProperty("junit5.jars")).toFile().list())
                .anyMatch(file -> file.startsWith("junit-jupiter-engine-5.14"));
    }

    @ParameterizedTest
    @EnumSource
    void shouldFailTheTestThatLeaks(JUnit junit) throws Exception {
        Fork.Ended ended = run(
                junit,
                Fork.GRANTED,
                "Suites$Plain#leaks",
                "Suites$Plain#clean",
                "Suites$SharedAndForgotten#passesButItsWorkerStays");

        assertThat(ended.output())
                .contains("FAILED leaks()\nio.tid.leak.Suites$Plain.leaks #", "SUCCESSFUL clean()\n")
                .contains("FAILED Suites$SharedAndForgotten\n", "SUCCESSFUL passesButItsWorkerStays()\n");
        assertThat(ended.exit()).isZero(); // the launcher's affair
    }

    @ParameterizedTest
    @EnumSource
    void shouldCheckEveryTestWhereExtensionsAreDetected(JUnit junit) throws Exception {
        List<String> flags = new ArrayList<>(WHOLE);
        flags.set(flags.indexOf("-Dtid.leak.run=true"), "-Djunit.jupiter.extensions.autodetection.enabled=true");

        assertThat(run(junit, flags, "Suites$NotAnnotated#leaks", "Suites$NotAnnotated#clean")
                        .output())
                .contains("FAILED leaks()\nio.tid.leak.Suites$NotAnnotated.leaks #", "SUCCESSFUL clean()\n");
    }

    @ParameterizedTest
    @EnumSource
    void shouldFailTheRunWhenSomebodyIsLeft(JUnit junit) throws Exception {
        Fork.Ended leaks = run(junit, WHOLE, "Suites$NotAnnotated#leaks");
        assertThat(leaks.output())
                .contains("SUCCESSFUL leaks()\n", "RUN FAILED the run: 1 thread was left behind")
                .contains("io.tid.leak.Leftovers.await");
        assertThat(leaks.exit()).isEqualTo(1);

        Fork.Ended clean = run(junit, WHOLE, "Suites$NotAnnotated#clean");
        assertThat(clean.output()).contains("SUCCESSFUL clean()\n").doesNotContain("left behind");
        assertThat(clean.exit()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void shouldKeepTheFailureOfARunThatHasFailed(JUnit junit) throws Exception {
        Fork.Ended ended = run(junit, WHOLE, "Suites$NotAnnotatedAndFails#fails");

        assertThat(ended.output())
                .contains("FAILED fails()\nits own failure\n", "the run: 1 thread was left behind")
                .doesNotContain("RUN FAILED");
    }

    @ParameterizedTest
    @EnumSource
    void shouldLeaveTheRunAloneWhenNobodyAskedForIt(JUnit junit) throws Exception {
        assertThat(run(junit, Fork.GRANTED, "Suites$NotAnnotated#leaks").output())
                .contains("SUCCESSFUL leaks()\n")
                .doesNotContain("left behind");
    }

    @Test
    void shouldTellOfACheckThatWasNeverClosed() throws Exception {
        String line =
                "a check was never closed, so it checked nothing: io.tid.leak.Suites$ForgetsToClose.clean(Suites.java:";

        Fork.Ended told = run(JUnit.NEWEST, Fork.GRANTED, "Suites$ForgetsToClose#clean");
        assertThat(told.output()).contains(line);
        assertThat(told.exit()).isZero();

        Fork.Ended failed = run(JUnit.NEWEST, WHOLE, "Suites$ForgetsToClose#clean");
        assertThat(failed.output()).contains("RUN FAILED " + line);
        assertThat(failed.exit()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void shouldNameTheArgumentAndCheckPlatformThreadsWithoutIt(JUnit junit) throws Exception {
        String output = run(junit, List.of(), "Suites$Plain#leaksPlatformThread", "Suites$Plain#leaks")
                .output();

        assertThat(output)
                .contains("FAILED leaksPlatformThread()", "SUCCESSFUL leaks()")
                .contains("\nnot seen: platform threads only: to see virtual threads, start the JVM with"
                        + " --add-exports java.base/jdk.internal.vm=ALL-UNNAMED")
                .contains("--add-opens java.base/java.lang=ALL-UNNAMED");
    }

    @Test
    void shouldHaveBothServicesInTheJar() throws Exception {
        try (JarFile jar = new JarFile(System.getProperty("leak.jar"))) {
            assertThat(jar.stream().map(ZipEntry::getName).collect(Collectors.toSet()))
                    .contains(
                            "META-INF/services/org.junit.jupiter.api.extension.Extension",
                            "META-INF/services/org.junit.platform.launcher.LauncherSessionListener");
        }
        assertThat(Arrays.asList(JUnit.NEWEST.classPath().split(File.pathSeparator, -1)))
                .noneMatch(entry -> entry.endsWith("tid-leak/target/classes"));
    }
}
