package io.tid.profile;

import java.util.ArrayList;
import java.util.List;

/** The articles' server: each connection has three threads, which wait until it is closed. */
final class Connections implements AutoCloseable {

    private final List<Parked> open = new ArrayList<>();

    void open(int count) {
        for (int i = 0; i < count; i++) {
            open.add(new Parked().start(3, task -> Thread.ofVirtual().unstarted(() -> serve(task)), 'a'));
        }
    }

    private static void serve(Runnable task) {
        task.run();
    }

    void close(int count) {
        for (int i = 0; i < count; i++) {
            open.remove(open.size() - 1).close();
        }
    }

    @Override
    public void close() {
        close(open.size());
    }
}
