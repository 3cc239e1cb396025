package io.tid.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jfr.Recording;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The page in a real browser. A screenshot is left in {@code target/screenshots} for people to look at. */
@ResourceLock(Sample.RECORDER)
class TracePageTest {

    private static final String HOSTILE = "</script><b id=evil>\u202e<!--";

    @TempDir
    Path folder;

    private final Thread ann = Thread.ofVirtual().name("ann").unstarted(() -> {});
    private final Thread evil = Thread.ofVirtual().name(HOSTILE).unstarted(() -> {});
    private Path page = Path.of("");

    @BeforeEach
    void write() throws Exception {
        Path recorded = folder.resolve("x.jfr");
        try (Recording recording = new Recording()) {
            recording.enable(Sample.class);
            recording.start();
            Sample.of(ann, "WAITING");
            Sample.of(evil, "RUNNABLE");
            Sample.of(ann, "TERMINATED");
            recording.dump(recorded);
        }
        page = folder.resolve("x.html");
        Run run = Run.tid("trace", recorded.toString(), "-o", page.toString());
        assertThat(run.code()).as(run.err()).isZero();
    }

    @Test
    void shouldShowTheThreadOfALogLine() throws Exception {
        String shown = browse(page, "#gid-" + ann.threadId());

        assertThat(element(shown, "summary"))
                .contains("1 carriers; 2 virtual threads, ", "parked once", "No samples of carriers");
        assertThat(element(shown, "found"))
                .contains("<strong>gid-" + ann.threadId() + " ann</strong>", "then parked, WAITING")
                .contains("in all mounted 2 times, ", "seen to park once");
    }

    @Test
    void shouldSaySoWhenNothingWasSeenOfAThread() throws Exception {
        assertThat(element(browse(page, "#gid-987654321"), "found")).isEqualTo("Nothing was seen of gid-987654321.");
    }

    @Test
    void shouldShowHostileNamesAsTextAndRunNothingOfThem() throws Exception {
        assertThat(page).content().doesNotContain("<b id=evil>", "\u202e");

        String shown = browse(page, "#gid-" + evil.threadId());

        assertThat(shown).doesNotContain("<b id");
        assertThat(element(shown, "found")).contains("&lt;/script&gt;&lt;b id=evil&gt;\\u202e&lt;!--");
    }

    @Test
    void shouldRunNoScriptButItsOwn() throws Exception {
        Path with = Files.writeString(
                folder.resolve("with.html"),
                Files.readString(page).replace("</body>", "<script>document.title = 'ran'</script></body>"));

        assertThat(browse(with, "")).doesNotContain("<title>ran</title>");
    }

    @Test
    void shouldZoomMoveStepAndTellWhatIsClicked() throws Exception {
        JsonNode seen = act("""
                const seen = { whole: to - from };
                byId("in").click();
                seen.zoomed = to - from;
                canvas.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight" }));
                seen.moved = from;
                const box = canvas.getBoundingClientRect();
                canvas.dispatchEvent(new WheelEvent("wheel", { ctrlKey: true, deltaY: 1, clientX: box.left + 400 }));
                seen.wheeled = to - from;
                byId("whole").click();
                seen.again = to - from;
                const lane = shown.find(row => row.carrier), mark = lane.marks[1];
                const at = { clientX: box.left + x(mark.ts + mark.dur / 2), clientY: box.top + lane.y + 8, pointerId: 1 };
                canvas.setPointerCapture = () => {}; // no real pointer is there to be captured
                canvas.dispatchEvent(new PointerEvent("pointermove", at));
                seen.title = canvas.title;
                canvas.dispatchEvent(new PointerEvent("pointerdown", at));
                canvas.dispatchEvent(new PointerEvent("pointerup", at));
                seen.clicked = byId("found").textContent;
                byId("gid").value = "%d";
                byId("search").requestSubmit();
                seen.first = chosen.ts;
                byId("after").click();
                seen.second = chosen.ts;
                byId("before").click();
                seen.back = chosen.ts;
                """.formatted(ann.threadId()));

        double whole = seen.get("whole").asDouble();
        assertThat(seen.get("zoomed").asDouble()).isLessThan(whole * 0.51);
        assertThat(seen.get("moved").asDouble()).isGreaterThan(whole * 0.3);
        assertThat(seen.get("wheeled").asDouble())
                .isGreaterThan(seen.get("zoomed").asDouble());
        assertThat(seen.get("again").asDouble()).isEqualTo(whole);
        assertThat(seen.get("title").asText()).startsWith("gid-" + evil.threadId());
        assertThat(seen.get("clicked").asText())
                .startsWith("gid-" + evil.threadId())
                .contains("then ready to go on");
        assertThat(seen.get("second").asDouble())
                .isGreaterThan(seen.get("first").asDouble());
        assertThat(seen.get("back").asDouble()).isEqualTo(seen.get("first").asDouble());
    }

    /** Runs a script on the page, without the policy that forbids just that, and gives what it has {@code seen}. */
    private JsonNode act(String script) throws Exception {
        Path acting = Files.writeString(
                folder.resolve("acting.html"),
                Files.readString(page)
                        .replaceFirst("<meta http-equiv=[^\n]*\n", "")
                        .replace(
                                "</body>",
                                "<script>" + script + "document.title = JSON.stringify(seen);</script></body>"));
        Matcher title = Pattern.compile("<title>([^<]*)</title>").matcher(browse(acting, ""));
        assertThat(title.find()).isTrue();
        return new ObjectMapper()
                .readTree(
                        title.group(1).replace("&gt;", ">").replace("&lt;", "<").replace("&amp;", "&"));
    }

    private static String element(String page, String id) {
        Matcher element = Pattern.compile("id=\"" + id + "\"[^>]*>(.*?)</(p|div)>\n", Pattern.DOTALL)
                .matcher(page);
        assertThat(element.find()).as(page).isTrue();
        return element.group(1);
    }

    /** The document, as it is once its scripts have run; a complaint of the browser's fails the test. */
    private String browse(Path file, String hash) throws Exception {
        String program = Arrays.stream(System.getenv("PATH").split(":"))
                .map(place -> Path.of(place, "chromium"))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst()
                .orElse("");
        assumeTrue(!program.isEmpty(), "chromium is not on PATH (Debian package chromium): the page is not tested");
        Path out = folder.resolve("dom.html");
        Path screenshot =
                Files.createDirectories(Path.of("target", "screenshots")).resolve("trace.png");
        ProcessBuilder builder = new ProcessBuilder(
                        program,
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--window-size=1200,700",
                        "--user-data-dir=" + folder.resolve("browser"),
                        "--screenshot=" + screenshot.toAbsolutePath(),
                        "--dump-dom",
                        file.toUri() + hash)
                .redirectOutput(out.toFile())
                .redirectError(folder.resolve("chromium.log").toFile());
        builder.environment().put("TMPDIR", folder.toString());
        Process process = builder.start();
        if (!process.waitFor(120, TimeUnit.SECONDS)) {
            List<ProcessHandle> family = new ArrayList<>(process.descendants().toList());
            family.add(process.toHandle());
            family.forEach(ProcessHandle::destroyForcibly);
            throw new AssertionError("chromium must end: " + Files.readString(folder.resolve("chromium.log")));
        }
        return Files.readString(out, StandardCharsets.UTF_8);
    }
}
