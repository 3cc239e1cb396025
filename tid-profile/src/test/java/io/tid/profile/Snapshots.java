package io.tid.profile;

import java.util.List;
import java.util.Map;

/** Made-up snapshots. */
final class Snapshots {

    private Snapshots() {}

    static StackTraceElement frame(String method) {
        return new StackTraceElement("io.tid.Game", method, "Game.java", 12);
    }

    static ThreadSnapshot waiting(long id, String method) {
        return labelled(id, method, Map.of());
    }

    static ThreadSnapshot labelled(long id, String method, Map<String, String> labels) {
        return of(id, "", List.of(frame(method), frame("run")), labels);
    }

    static ThreadSnapshot of(long id, String name, List<StackTraceElement> stack, Map<String, String> labels) {
        return new ThreadSnapshot(
                id,
                name,
                true,
                true,
                Thread.State.WAITING,
                "java.util.concurrent.SynchronousQueue",
                0,
                stack,
                "<root>",
                0,
                0,
                null,
                labels);
    }
}
