package io.tid.leak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.tid.profile.Threads;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;

/** The report in docs/leaks.md is what the test above it there gives. */
@Timeout(300)
class SampleTest {

    private static final Path PAGE = Path.of("..", "docs", "leaks.md");
    private static final Pattern TEST_AND_REPORT = Pattern.compile(
            "^```java\n(package io\\.app;.*?)^```\n\n```\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern ID = Pattern.compile("gid-\\d+");

    /** The frames of the JDK between its first and the application's are left out on the page: they change with it. */
    private static final String LEFT_OUT = "      ...";

    @Test
    void shouldReportWhatThePageSays(@TempDir Path folder) throws Exception {
        Matcher page = TEST_AND_REPORT.matcher(Files.readString(PAGE));
        assertThat(page.find()).isTrue();
        ThreadLeakError error = failure(page.group(1), folder);

        try {
            assertThat(error.leaks()).hasSize(2);
            String pattern = comparable(page.group(2))
                    .lines()
                    .map(line -> line.equals(LEFT_OUT) ? "(?: {6}(?:java|jdk)\\..*\n)+" : Pattern.quote(line + "\n"))
                    .collect(Collectors.joining());
            assertThat(comparable(String.valueOf(error.getMessage()))).matches(pattern);
        } finally {
            end(error);
        }
    }

    private static ThreadLeakError failure(String source, Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("AnswerTest.java"), source);
        String classPath = System.getProperty("java.class.path");
        int status = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-proc:none", "-cp", classPath, "-d", folder.toString(), file.toString());
        assertThat(status).isZero();
        URL[] classes = {folder.toUri().toURL()};
        try (URLClassLoader loader = new URLClassLoader(classes, SampleTest.class.getClassLoader())) {
            List<Throwable> failures = new ArrayList<>();
            EngineTestKit.engine("junit-jupiter")
                    .selectors(selectClass(loader.loadClass("io.app.AnswerTest")))
                    .execute()
                    .testEvents()
                    .failed()
                    .stream()
                    .map(event -> event.getRequiredPayload(TestExecutionResult.class))
                    .forEach(result -> result.getThrowable().ifPresent(failures::add));
            assertThat(failures).singleElement().isInstanceOf(ThreadLeakError.class);
            return (ThreadLeakError) failures.get(0);
        }
    }

    /** With ids, times and the lines of the JDK's files replaced, which are others in each run or on each JDK. */
    private static String comparable(String report) {
        Map<String, String> ids = new LinkedHashMap<>();
        return ID.matcher(report)
                .replaceAll(id -> ids.computeIfAbsent(id.group(), unseen -> "gid-" + (char) ('a' + ids.size())))
                .replaceAll("looked for \\d+ ms", "looked for n ms")
                .replaceAll("shouldAnswer #\\d+", "shouldAnswer #n")
                .replaceAll("(?m)^( {6}java\\..*\\.java):\\d+\\)$", "$1)");
    }

    private static void end(ThreadLeakError error) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        Threads.forEach(
                thread -> {
                    if (error.leaks().stream().anyMatch(leak -> leak.id() == thread.threadId())) {
                        threads.add(thread);
                    }
                    return false;
                },
                unread -> {});
        for (Thread thread : threads) {
            thread.interrupt();
            thread.join();
        }
    }
}
