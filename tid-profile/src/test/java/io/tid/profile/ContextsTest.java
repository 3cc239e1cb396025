package io.tid.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.tid.LogContext;
import java.io.File;
import java.lang.reflect.Constructor;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What other threads have bound, read while they run. */
@SuppressWarnings("try") // what is opened holds threads, or a context, until it is closed
class ContextsTest {

    private static final ThreadFactory VIRTUAL = Thread.ofVirtual().factory();
    private static final LogContext ANN = LogContext.empty().with("user", "Ann").with("room", "7");

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldTellContextAndParentWhenTheyWereInherited(boolean virtual) throws Exception {
        try (Parked parked = new Parked()) {
            ANN.run(() -> parked.start(1, factory(virtual), 'a'));

            ThreadSnapshot thread = snapshot(parked.threads().get(0));

            assertThat(thread.labels()).isEqualTo(Map.of("user", "Ann", "room", "7"));
            assertThat(thread.parentId()).isEqualTo(Thread.currentThread().threadId());
            assertThat(thread.creator()).as("without tid.lineage").isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldTellTheContextWhenTheThreadBoundItItself(boolean virtual) throws Exception {
        try (Blocker blocker = new Blocker(1)) {
            Thread thread = factory(virtual).newThread(() -> ANN.run(blocker));
            thread.start();
            blocker.awaitAll();

            assertThat(snapshot(thread).labels()).isEqualTo(Map.of("user", "Ann", "room", "7"));
            assertThat(snapshot(thread).parentId()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldTellNothingWhenNothingIsBound(boolean virtual) throws Exception {
        try (Parked parked = new Parked().start(1, factory(virtual), 'a')) {
            ThreadSnapshot thread = snapshot(parked.threads().get(0));

            assertThat(thread.labels()).isEmpty();
            assertThat(thread.parentId()).isZero();
            assertThat(thread.creator()).isNull();
        }
    }

    @Test
    void shouldTellNothingWhenTheThreadDoesNotInherit() throws Exception {
        try (Parked parked = new Parked()) {
            ANN.run(() -> parked.start(
                    1, Thread.ofVirtual().inheritInheritableThreadLocals(false).factory(), 'a'));

            assertThat(snapshot(parked.threads().get(0)).labels()).isEmpty();
        }
    }

    @Test
    void shouldTellWhatIsBoundAgainWhenAScopeWasClosed() throws Exception {
        CountDownLatch inner = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        CountDownLatch outer = new CountDownLatch(1);
        CountDownLatch goOnAgain = new CountDownLatch(1);
        CountDownLatch none = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        Thread thread = Thread.startVirtualThread(() -> {
            ANN.run(() -> {
                ANN.with("user", "Ben").run(() -> meet(inner, goOn));
                meet(outer, goOnAgain);
            });
            meet(none, end);
        });

        inner.await();
        assertThat(snapshot(thread).labels()).containsEntry("user", "Ben");
        goOn.countDown();
        outer.await();
        assertThat(snapshot(thread).labels()).containsEntry("user", "Ann");
        goOnAgain.countDown();
        none.await();
        assertThat(snapshot(thread).labels()).isEmpty();
        end.countDown();
        thread.join();
    }

    /** Others before and after ours in the same table, of which one is gone: the table is read whole, holes and all. */
    @Test
    void shouldFindTheContextAmongManyOtherThreadLocals() throws Exception {
        CountDownLatch bound = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        Thread thread = Thread.startVirtualThread(() -> {
            InheritableThreadLocal<?>[] locals = new InheritableThreadLocal<?>[100];
            fill(locals, 0, 50);
            ANN.run(() -> {
                fill(locals, 50, 100);
                for (int i = 0; i < 100; i += 2) {
                    locals[i].remove();
                }
                meet(bound, end);
            });
        });
        bound.await();

        assertThat(snapshot(thread).labels()).containsEntry("user", "Ann");

        end.countDown();
        thread.join();
    }

    @SuppressWarnings("ThreadLocalUsage") // to have many
    private static void fill(InheritableThreadLocal<?>[] locals, int from, int to) {
        for (int i = from; i < to; i++) {
            InheritableThreadLocal<Object> local = new InheritableThreadLocal<>();
            local.set("value");
            locals[i] = local;
        }
    }

    /** Owners that bind, unbind, and move the entries of their tables; what is seen must always have been bound. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldSeeOnlyWhatWasBoundWhenTheOwnerChangesItMeanwhile(boolean virtual) throws Exception {
        AtomicBoolean stop = new AtomicBoolean();
        Map<Long, String> names = new HashMap<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            String name = "owner-" + i;
            Thread thread = factory(virtual).newThread(() -> rebind(name, stop));
            names.put(thread.threadId(), name);
            threads.add(thread);
        }
        threads.forEach(Thread::start);
        int seen = 0;
        for (int round = 0; round < 300 || (seen == 0 && round < 1_000_000); round++) {
            Contexts contexts = Objects.requireNonNull(Contexts.granted());
            for (Thread thread : threads) {
                Map<String, String> labels = contexts.of(thread).labels();
                if (!labels.isEmpty()) {
                    seen++;
                    assertThat(labels).containsEntry("owner", names.get(thread.threadId()));
                    assertThat(labels.get("twice")).isEqualTo(labels.get("number"));
                }
            }
        }
        stop.set(true);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(seen).isPositive();
    }

    private static void rebind(String name, AtomicBoolean stop) {
        LogContext own = LogContext.empty().with("owner", name);
        InheritableThreadLocal<?>[] others = new InheritableThreadLocal<?>[40];
        for (int i = 0; !stop.get(); i++) {
            String number = Integer.toString(i);
            own.with("number", number).with("twice", number).run(() -> {
                fill(others, 0, others.length);
                LockSupport.parkNanos(1_000);
                for (InheritableThreadLocal<?> other : others) {
                    other.remove();
                }
            });
        }
    }

    @Test
    void shouldSplitGroupsByContextWhenStacksAreTheSame() throws Exception {
        try (Parked parked = new Parked()) {
            ANN.run(() -> parked.start(3, VIRTUAL, 'a'));
            ANN.with("user", "Ben").run(() -> parked.start(2, VIRTUAL, 'a'));
            parked.start(1, VIRTUAL, 'a');

            List<ThreadProfile.Group> groups = Groups.with(ThreadProfile.take(), Parked.class, "a");

            assertThat(groups).extracting(ThreadProfile.Group::count).containsExactly(3L, 2L, 1L);
            assertThat(groups)
                    .extracting(group -> group.labels().getOrDefault("user", "nobody"))
                    .containsExactly("Ann", "Ben", "nobody");
        }
    }

    @Test
    void shouldKeepThreadsOfOneContextWhenFilteredByIt() throws Exception {
        try (Parked parked = new Parked()) {
            ANN.run(() -> parked.start(3, VIRTUAL, 'a'));
            ANN.with("user", "Ben").run(() -> parked.start(2, VIRTUAL, 'a'));

            assertThat(ThreadProfile.take(ThreadFilter.of(Map.of("label", "user:Ben")))
                            .total())
                    .isEqualTo(2);
        }
    }

    @Test
    void shouldWriteContextAndParentOfEachThread() throws Exception {
        try (Parked parked = new Parked()) {
            ANN.with("user", "A\u001b[2J\n").run(() -> parked.start(1, VIRTUAL, 'a'));
            StringBuilder text = new StringBuilder();

            Threads.write(text);

            assertThat(text.toString())
                    .contains("labels: {\"room\":\"7\",\"user\":\"A\\u001b[2J\\u000a\"}\n")
                    .contains("created by thread " + Thread.currentThread().threadId() + "\n")
                    .doesNotContain("\u001b");
        }
    }

    /** As for an agent, which the JVM loads beside an application that has this library too. */
    @Test
    void shouldTellTheContextWhenTheApplicationHasACopyOfItsOwn() throws Exception {
        try (URLClassLoader loader = new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader());
                Parked parked = new Parked()) {
            Class<?> foreign = loader.loadClass(LogContext.class.getName());
            assertThat(foreign).isNotSameAs(LogContext.class);
            Object context = foreign.getMethod("empty").invoke(null);
            context = foreign.getMethod("with", String.class, String.class).invoke(context, "user", "Ann");
            Runnable task = () -> parked.start(1, VIRTUAL, 'a');
            foreign.getMethod("run", Runnable.class).invoke(context, task);

            ThreadSnapshot thread = snapshot(parked.threads().get(0));

            assertThat(thread.labels()).isEqualTo(Map.of("user", "Ann"));
            assertThat(thread.parentId()).isEqualTo(Thread.currentThread().threadId());
        }
    }

    private static URL[] classPath() throws MalformedURLException {
        List<URL> urls = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            urls.add(Path.of(entry).toUri().toURL());
        }
        return urls.toArray(new URL[0]);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "final class Binding {}",
                "final class Binding { String context = null; long parentId; StackTraceElement creator; }",
                "final class Binding { Object context; int parentId; String creator; }",
                "final class Binding { Pairs context = new Pairs(); long parentId; StackTraceElement creator; }"
                        + " class Pairs { String[] pairs = { null, null }; }",
            })
    void shouldTellNothingWhenTheApplicationsCopyHasAnotherShape(String source, @TempDir Path folder) throws Exception {
        Path file = Files.createDirectories(folder.resolve("io/tid")).resolve("Binding.java");
        Files.writeString(file, "package io.tid; " + source);
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, file.toString()))
                .isZero();
        CountDownLatch bound = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
            Constructor<?> binding = loader.loadClass("io.tid.Binding").getDeclaredConstructor();
            binding.setAccessible(true);
            Object value = binding.newInstance();
            Thread thread = Thread.startVirtualThread(() -> {
                new InheritableThreadLocal<Object>().set(value);
                meet(bound, end);
            });
            bound.await();

            ThreadSnapshot snapshot = snapshot(thread);

            assertThat(snapshot.labels()).isEmpty();
            assertThat(snapshot.stack()).as("the rest").isNotEmpty();
            end.countDown();
            thread.join();
        }
    }

    private static void meet(CountDownLatch arrived, CountDownLatch goOn) {
        arrived.countDown();
        try {
            goOn.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static ThreadFactory factory(boolean virtual) {
        return virtual ? VIRTUAL : Thread.ofPlatform()::unstarted;
    }

    private static ThreadSnapshot snapshot(Thread thread) {
        return ThreadSnapshot.take().stream()
                .filter(candidate -> candidate.id() == thread.threadId())
                .findFirst()
                .orElseThrow();
    }
}
