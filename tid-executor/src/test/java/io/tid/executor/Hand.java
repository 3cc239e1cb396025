package io.tid.executor;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Runs what it is given, and writes down what happens to it. */
final class Hand implements Worker<Runnable, Integer> {

    final List<String> calls = new CopyOnWriteArrayList<>();
    int jobs; // plain: one job at a time, each seeing the one before

    @Override
    public Integer process(Runnable job) {
        calls.add("process");
        job.run();
        return ++jobs;
    }

    @Override
    public void awaitReady() {
        calls.add("awaitReady");
    }

    @Override
    public void interrupt() {
        calls.add("interrupt");
    }

    @Override
    public void close() {
        calls.add("close");
    }
}
