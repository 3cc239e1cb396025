package io.tid.profile;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** A virtual thread that is pinned while it waits, until closed. */
final class Pinned implements AutoCloseable {

    final Thread thread = Thread.ofVirtual().name("stuck").start(Pinned::initialize);

    Pinned() {
        Parked.awaitWaiting(thread);
    }

    private static void initialize() {
        try {
            Class.forName(Stuck.class.getName(), true, new Fresh());
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A class is initialized once; this one has it anew. */
    private static final class Fresh extends ClassLoader {

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.equals(Stuck.class.getName())) {
                return super.loadClass(name, resolve);
            }
            try (InputStream file = Objects.requireNonNull(Stuck.class.getResourceAsStream("Stuck.class"))) {
                byte[] code = file.readAllBytes();
                return defineClass(name, code, 0, code.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
