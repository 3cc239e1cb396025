package io.tid.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.tid.LogContext;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page in a real browser. Screenshots are left in {@code target/screenshots} for people to look at. */
@SuppressWarnings("try") // what is opened holds threads until it is closed
class PageTest {

    private static final ThreadFactory VIRTUAL = Thread.ofVirtual().factory();

    @TempDir
    Path folder;

    private ThreadProfileServer server;

    @BeforeEach
    void start() throws Exception {
        server = ThreadProfileServer.start(0);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void shouldShowGroupsWithCountsAndOpenThemToStacksAndIds() throws Exception {
        try (Parked parked = new Parked().start(120, VIRTUAL, 'a').start(30, Thread.ofPlatform()::unstarted, 'b');
                Chromium browser = open()) {
            assertThat(browser.eval(row("a") + ".querySelector('.count').innerText")
                            .asText())
                    .isEqualTo("120");
            assertThat(browser.text("#total")).matches("\\d+ threads");
            assertThat(browser.text("#kinds")).containsPattern("1\\d\\d virtual, \\d+ platform");

            browser.eval(row("a") + ".querySelector('summary').click()");
            browser.await(row("a") + ".querySelector('.inside') !== null");

            assertThat(browser.eval(row("a") + ".innerText").asText())
                    .contains("120 WAITING; 120 virtual")
                    .contains("gid-" + parked.threads().get(0).threadId() + " to gid-")
                    .contains("java.util.concurrent.CountDownLatch.await(CountDownLatch.java");
            screenshot(browser, "groups");
            browser.dark();
            screenshot(browser, "groups-dark");
            assertThat(browser.complaints).isEmpty();
        }
    }

    @Test
    void shouldShowWhatGrewAndWhatIsGoneWhenABaselineIsKept() throws Exception {
        try (Chromium browser = open()) {
            Parked gone = new Parked().start(5, VIRTUAL, 'b');
            refresh(browser, "b");
            browser.click("#keep");
            gone.close();
            try (Parked parked = new Parked().start(200, VIRTUAL, 'a')) {
                refresh(browser, "a");

                assertThat(browser.eval(row("a") + ".querySelector('.count').innerText")
                                .asText())
                        .isEqualTo("+200");
                assertThat(browser.eval(row("b") + ".querySelector('.count').innerText")
                                .asText())
                        .isEqualTo("-5");
                assertThat(browser.text("#summary")).contains("changed");
                screenshot(browser, "difference");
            }
            browser.click("#forget");
            assertThat(browser.eval(row("a") + ".querySelector('.count').innerText")
                            .asText())
                    .isEqualTo("200");
        }
    }

    @Test
    void shouldKeepWhatMatchesWhenAFilterIsTyped() throws Exception {
        try (Parked parked = new Parked().start(20, VIRTUAL, 'a').start(10, VIRTUAL, 'b');
                Chromium browser = open()) {
            browser.type("#filter", "parked.A( waiting");

            assertThat(browser.text("#summary")).contains("20 threads in 1 group matching");
            assertThat(browser.eval("document.querySelectorAll('#groups details').length")
                            .asInt())
                    .isEqualTo(1);
        }
    }

    @Test
    void shouldSplitGroupsByContextUnlessToldNotTo() throws Exception {
        try (Parked parked = new Parked()) {
            for (int i = 0; i < 3; i++) {
                LogContext.empty().with("request", "<b>" + i).run(() -> parked.start(1, VIRTUAL, 'a'));
            }
            try (Chromium browser = open()) {
                assertThat(browser.eval(row("a") + ".querySelector('.count').innerText")
                                .asText())
                        .isEqualTo("1");
                assertThat(browser.text("#groups")).contains("request: <b>0", "request: <b>2");

                browser.click("#by");
                browser.await(row("a") + "?.querySelector('.count').innerText === '3'");

                assertThat(browser.text("#groups")).doesNotContain("request");
            }
        }
    }

    @Test
    void shouldFindAThreadByItsLabelAndMarkItsGroup() throws Exception {
        try (Parked parked = new Parked().start(3, VIRTUAL, 'a');
                Chromium browser = open()) {
            String label = "gid-" + parked.threads().get(1).threadId();
            browser.type("#gid", label);
            browser.click("#search button");
            browser.await("!document.getElementById('found').hidden");

            assertThat(browser.text("#found"))
                    .startsWith(label + " is WAITING, virtual")
                    .contains("Parked.a(");
            assertThat(browser.text("details.hit")).contains("Parked.a(");
            screenshot(browser, "search");

            browser.type("#gid", "gid-999999999");
            browser.click("#search button");
            browser.await("document.getElementById('found').innerText.startsWith('No live thread')");
            browser.type("#gid", "gid-x");
            browser.click("#search button");
            browser.await("document.getElementById('problem').innerText.includes('gid must be like gid-60')");
        }
    }

    @Test
    void shouldFindTheThreadThatTheAddressNames() throws Exception {
        try (Parked parked = new Parked().start(2, VIRTUAL, 'a');
                Chromium browser = open()) {
            String label = "gid-" + parked.threads().get(0).threadId();
            browser.eval("location.hash = '" + label + "'");
            browser.await("!document.getElementById('found').hidden");

            assertThat(browser.text("#found")).startsWith(label + " is WAITING, virtual");
        }
    }

    @Test
    void shouldRefreshByItselfWhenAsked() throws Exception {
        try (Chromium browser = open()) {
            browser.click("#auto");
            try (Parked parked = new Parked().start(7, VIRTUAL, 'a')) {
                browser.await(row("a") + "?.querySelector('.count').innerText === '7'");
            }
            browser.await("!" + row("a"));
        }
    }

    @Test
    void shouldAskForTheTokenWhenTheServerWantsOne() throws Exception {
        String token = "a token of 27 characters..";
        try (ThreadProfileServer guarded =
                        ThreadProfileServer.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), token);
                Chromium browser = Chromium.open(folder, "http://localhost:" + guarded.port() + "/debug/threads")) {
            browser.await("document.getElementById('login')?.hidden === false");
            browser.type("#token", token);
            browser.click("#login button");

            browser.await("document.querySelectorAll('#groups details').length > 0");
            assertThat(browser.text("#total")).matches("\\d+ threads");
            assertThat(browser.eval("document.getElementById('login').hidden").asBoolean())
                    .isTrue();
        }
    }

    @Test
    void shouldNameWhoIsPinnedAndSinceWhenItsCarrierIsHeld() throws Exception {
        try (Pinned pinned = new Pinned();
                Chromium browser = open()) {
            String label = "gid-" + pinned.thread.threadId();
            assertThat(browser.text("#carriers"))
                    .contains("pinned", label, "stuck", "WAITING on java.lang.Class, on carrier gid-")
                    .doesNotContain("at every look");

            browser.click("#auto");
            browser.await("document.getElementById('carriers').innerText.includes(' at every look for ')");
            browser.click("#auto");
            browser.eval("document.querySelector('#carriers summary').click()");
            browser.await("document.querySelector('#carriers details').open");

            assertThat(browser.text("#carriers")).contains("io.tid.profile.Stuck.<clinit>(Stuck.java");
            screenshot(browser, "carriers");
        }
    }

    @Test
    void shouldForgetSinceWhenAThreadWasOnItsCarrierOnceItIsOnAnother() throws Exception {
        try (Chromium browser = open()) {
            browser.eval("""
                    const thread = {id: 6, gid: 'gid-6', name: '<b>', state: 'RUNNABLE', carrierId: 31, labels: {}, stack: []};
                    mounted = [{...thread}];
                    seen = new Map([[6, {carrier: 31, since: performance.now() - 9500}]]);
                    look();
                    show();""");
            assertThat(browser.text("#carriers"))
                    .contains("held", "<b> RUNNABLE, on carrier gid-31 at every look for 9 s");

            browser.eval("mounted = [{...thread, carrierId: 32}]; look(); show();");
            assertThat(browser.eval("document.getElementById('carriers').hidden")
                            .asBoolean())
                    .isTrue();
        }
    }

    @Test
    void shouldShowForeignTextAsText() throws Exception {
        try (Chromium browser = open()) {
            browser.eval("""
                    now = {complete: true, visibility: '', takenAt: '2026-01-01T00:00:00Z', total: 1, virtual: 1, groups: [
                      {count: 1, virtual: 1, hash: '1', states: {WAITING: 1}, minId: 6, maxId: 6, youngest: [6],
                       labels: {user: '<img src=x onerror=alert(1)>\\u202e'},
                       stack: [{class: '<script>evil', method: 'm', file: 'F.java', line: 1}]}]};
                    show();""");

            assertThat(browser.text("#groups"))
                    .contains("<script>evil.m(F.java:1)", "user: <img src=x onerror=alert(1)>\\u202e");
            assertThat(browser.eval("document.querySelectorAll('#groups img, #groups script').length")
                            .asInt())
                    .isZero();
        }
    }

    @Test
    void shouldShowTheProfileThatWasWrittenIntoAFileAndAskNobody() throws Exception {
        Path file = folder.resolve("profile.html");
        String evil = "</script><img src=x onerror=alert(1)>";
        try (Parked parked = new Parked().start(40, VIRTUAL, 'a').start(1, Thread.ofPlatform()::unstarted, 'b');
                Writer out = Files.newBufferedWriter(file)) {
            List<ThreadSnapshot> threads = new ArrayList<>(ThreadSnapshot.take());
            threads.add(Snapshots.labelled(999_999, "f", Map.of("user", evil)));
            ThreadProfile.of(threads).writeHtml(out);
        }
        try (Chromium browser = Chromium.open(folder, file.toUri().toString())) {
            browser.await("document.querySelectorAll('#groups details').length > 0");

            assertThat(browser.eval(row("a") + ".querySelector('.count').innerText")
                            .asText())
                    .isEqualTo("40");
            assertThat(browser.text("#groups")).contains("user: " + evil);
            assertThat(browser.eval("document.querySelectorAll('img').length").asInt())
                    .isZero();
            assertThat(browser.eval("[...document.querySelectorAll('.live')].every(e => e.offsetParent === null)")
                            .asBoolean())
                    .isTrue();
            browser.type("#filter", "parked.a(");
            assertThat(browser.text("#summary")).contains("40 threads in 1 group matching");
            screenshot(browser, "file");
            assertThat(browser.eval("fetch('data:,x').then(() => false, () => true)")
                            .asBoolean())
                    .isTrue();
        }
    }

    @Test
    void shouldRunNoOtherScriptWhenSomeGotIn() throws Exception {
        try (Chromium browser = open()) {
            browser.eval("""
                    { const script = document.createElement('script');
                      script.textContent = 'window.got = 1';
                      document.body.append(script); }""");

            assertThat(browser.eval("window.got === undefined").asBoolean()).isTrue();
        }
    }

    private Chromium open() throws Exception {
        Chromium browser = Chromium.open(folder, "http://localhost:" + server.port() + "/debug/threads");
        browser.await("document.querySelectorAll('#groups details').length > 0");
        return browser;
    }

    private static void refresh(Chromium browser, String stack) throws Exception {
        browser.click("#refresh");
        browser.await(row(stack) + " !== undefined");
    }

    private static String row(String stack) {
        return "[...document.querySelectorAll('#groups details')].find(row => row.innerText.includes('Parked." + stack
                + "('))";
    }

    private static void screenshot(Chromium browser, String name) throws Exception {
        browser.screenshot(
                Files.createDirectories(Path.of("target/screenshots")).resolve(name + ".png"));
    }
}
