package io.tid.example.boot;

import io.tid.leak.VerifyNoThreadLeaks;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Suites of Spring Boot that {@link SpringRecipeTest} runs. Each has a context of its own. */
final class Kitchens {

    /** No patience is needed to find what stays for ever. */
    private static final long SHORT_MS = 20;

    private static final Queue<ConfigurableApplicationContext> CONTEXTS = new ConcurrentLinkedQueue<>();
    private static final Queue<Thread> LEFT = new ConcurrentLinkedQueue<>();

    private static volatile CountDownLatch go = new CountDownLatch(1);

    private Kitchens() {}

    private static void leave() {
        CountDownLatch latch = go;
        LEFT.add(Thread.startVirtualThread(() -> {
            try {
                latch.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
    }

    /** Ends whatever the suites left. */
    static void end() throws InterruptedException {
        go.countDown();
        for (Thread thread = LEFT.poll(); thread != null; thread = LEFT.poll()) {
            thread.join();
        }
        go = new CountDownLatch(1);
        CONTEXTS.forEach(ConfigurableApplicationContext::close);
        CONTEXTS.clear();
    }

    /** A page that starts a thread and forgets it, and one that does not. */
    @RestController
    static class Pages {

        @GetMapping("/forget")
        String forget() {
            leave();
            return "forgotten";
        }

        @GetMapping("/open")
        String open() {
            return "open";
        }
    }

    @SpringBootTest(
            classes = {KitchenApplication.class, Pages.class},
            webEnvironment = WebEnvironment.RANDOM_PORT,
            properties = {"server.address=127.0.0.1", "spring.main.banner-mode=off"})
    abstract static class Kitchen {

        @LocalServerPort
        private int port;

        @Autowired
        void keep(ConfigurableApplicationContext context) {
            CONTEXTS.add(context);
        }

        String get(String page) {
            URI uri = URI.create("http://127.0.0.1:" + port + page);
            try (InputStream answer = uri.toURL().openStream()) {
                return new String(answer.readAllBytes(), StandardCharsets.US_ASCII);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @VerifyNoThreadLeaks
    @DirtiesContext
    @TestPropertySource(properties = "kitchen=closed")
    static class Closed extends Kitchen {

        @Test
        void clean() {
            get("/open");
        }
    }

    @VerifyNoThreadLeaks(withinMs = SHORT_MS)
    @TestPropertySource(properties = "kitchen=kept")
    static class Kept extends Kitchen {

        @Test
        void clean() {
            get("/open");
        }
    }

    @VerifyNoThreadLeaks
    @TestPropertySource(properties = "kitchen=leaksInTest")
    static class LeaksInTest extends Kitchen {

        @Test
        @VerifyNoThreadLeaks(withinMs = SHORT_MS)
        void leaks() {
            get("/open");
            leave();
        }

        @Test
        void clean() {
            get("/open");
        }
    }

    @VerifyNoThreadLeaks(withinMs = SHORT_MS)
    @TestPropertySource(properties = "kitchen=leaksInApplication")
    static class LeaksInApplication extends Kitchen {

        @Test
        void passesButItsRequestLeaks() {
            get("/forget");
        }
    }

    @TestPropertySource(properties = "kitchen=notAnnotated")
    static class NotAnnotated extends Kitchen {

        @Test
        void clean() {
            get("/open");
        }
    }

    @TestPropertySource(properties = "kitchen=notAnnotatedAndLeaks")
    static class NotAnnotatedAndLeaks extends Kitchen {

        @Test
        void leaks() {
            get("/forget");
        }
    }
}
