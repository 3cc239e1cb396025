package io.tid.executor;

/**
 * The mark by which an executor knows its own threads, for nothing: a field that each thread has anyway. One for each
 * executor. It is only told of what reporting a failure throws.
 */
final class OwnThreads implements Thread.UncaughtExceptionHandler {

    boolean isCurrent() {
        return Thread.currentThread().getUncaughtExceptionHandler() == this;
    }

    @Override
    public void uncaughtException(Thread thread, Throwable escaped) {
        thread.getThreadGroup().uncaughtException(thread, escaped); // as if there were no handler
    }
}
