package io.tid.profile;

import java.lang.reflect.Method;

/**
 * The scope in which {@code StructuredTaskScope} starts its threads, which is no preview. Closed by the thread that opened
 * it, and waits for its own until they have ended.
 */
final class Flock implements AutoCloseable {

    private final AutoCloseable opened;
    private final Method start;

    Flock() {
        try {
            Class<?> type = Class.forName("jdk.internal.misc.ThreadFlock");
            opened = (AutoCloseable) type.getMethod("open", String.class).invoke(null, "flock");
            start = type.getMethod("start", Thread.class);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    Flock start(int threads, Runnable work) {
        try {
            for (int i = 0; i < threads; i++) {
                start.invoke(opened, Thread.ofVirtual().unstarted(work));
            }
            return this;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            opened.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
