package io.tid;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The classes as an application has them that brings no optional library, in a class loader that ends before the JVM. */
@Timeout(120)
class BareLoaderTest {

    private static final Path CLASSES = Path.of("target", "classes");

    private static URLClassLoader bare() throws IOException {
        return new URLClassLoader(new URL[] {CLASSES.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
    }

    @Test
    void shouldNameNoOptionalLibraryExceptInTheClassMadeForIt() throws Exception {
        List<String> failed = new ArrayList<>();
        List<String> loaded = new ArrayList<>();
        try (URLClassLoader loader = bare();
                Stream<Path> files = Files.walk(CLASSES)) {
            for (Path file : files.filter(file -> file.toString().endsWith(".class"))
                    .filter(file -> !file.toString().contains("-info"))
                    .toList()) {
                String name = CLASSES.relativize(file).toString().replace(File.separatorChar, '.');
                name = name.substring(0, name.length() - ".class".length());
                try {
                    Class<?> type = loader.loadClass(name);
                    if (Modifier.isPublic(type.getModifiers())) {
                        assertThat(type.getMethods()).isNotEmpty();
                    }
                    assertThat(type.getDeclaredMethods()).isNotNull();
                    assertThat(type.getDeclaredFields()).isNotNull();
                    loaded.add(name);
                } catch (NoClassDefFoundError missing) {
                    failed.add(name);
                }
            }
        }

        assertThat(failed).containsExactlyInAnyOrder("io.tid.AgronaLabels", "io.tid.micrometer.LogContextAccessor");
        assertThat(loaded).contains("io.tid.Tid", "io.tid.LogContext", "io.tid.text.Frames");
    }

    /** So that the test can see a leak at all. */
    @Test
    void shouldBeHeldByAThreadWhileAScopeIsOpen() throws Exception {
        try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
            WeakReference<ClassLoader> loader =
                    use(thread, type -> type.getMethod("open").invoke(with(type)));

            assertThat(isCollected(loader, 3)).isFalse();
        }
    }

    @Test
    void shouldLeaveNothingInAThreadThatWorksOnWhenTheLastScopeIsClosed() throws Exception {
        for (ThreadFactory kind : Threads.kinds()) {
            try (ExecutorService thread = Executors.newSingleThreadExecutor(kind)) {
                thread.submit(() -> {}).get();
                WeakReference<ClassLoader> loader = use(thread, type -> {
                    type.getMethod("current").invoke(null);
                    AutoCloseable outer = (AutoCloseable) type.getMethod("open").invoke(with(type));
                    AutoCloseable inner = (AutoCloseable) type.getMethod("open").invoke(with(type));
                    inner.close();
                    outer.close();
                    type.getMethod("current").invoke(null);
                    type.getMethod("parentId").invoke(null);
                    Class<?> tid = type.getClassLoader().loadClass("io.tid.Tid");
                    tid.getMethod("slot").invoke(null);
                    tid.getMethod("label").invoke(null);
                    return tid;
                });

                assertThat(isCollected(loader, 100)).isTrue();
            }
        }
    }

    private interface Use {

        Object with(Class<?> logContext) throws Exception;
    }

    private static Object with(Class<?> type) throws Exception {
        Object empty = type.getMethod("empty").invoke(null);
        return type.getMethod("with", String.class, String.class).invoke(empty, "request", "17");
    }

    private static WeakReference<ClassLoader> use(ExecutorService thread, Use use) throws Exception {
        Callable<WeakReference<ClassLoader>> task = () -> {
            try (URLClassLoader loader = bare()) {
                assertThat(use.with(loader.loadClass("io.tid.LogContext"))).isNotNull();
                return new WeakReference<>(loader);
            }
        };
        WeakReference<ClassLoader> loader = thread.submit(task).get();
        thread.submit(() -> {}).get(); // so that no frame or task of the thread holds it
        return loader;
    }

    private static boolean isCollected(WeakReference<?> reference, int collections) {
        for (int i = 0; reference.get() != null && i < collections; i++) {
            System.gc();
        }
        return reference.get() == null;
    }
}
