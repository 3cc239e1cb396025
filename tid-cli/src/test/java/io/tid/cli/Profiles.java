package io.tid.cli;

import io.tid.profile.ThreadProfile;
import io.tid.profile.ThreadSnapshot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Made-up profiles. */
final class Profiles {

    private final List<ThreadSnapshot> threads = new ArrayList<>();

    /** So many virtual threads that wait, in functions of {@code io.tid.Game}, innermost first: {@code send:41}. */
    Profiles add(int count, String... frames) {
        return add(count, Map.of(), Arrays.stream(frames).map(Profiles::frame).toList());
    }

    Profiles add(int count, Map<String, String> labels, List<StackTraceElement> stack) {
        for (int i = 0; i < count; i++) {
            threads.add(new ThreadSnapshot(
                    threads.size() + 60L,
                    "",
                    true,
                    true,
                    Thread.State.WAITING,
                    null,
                    0,
                    stack,
                    "",
                    0,
                    0,
                    null,
                    labels));
        }
        return this;
    }

    static StackTraceElement frame(String text) {
        int colon = text.indexOf(':');
        return new StackTraceElement(
                "io.tid.Game", text.substring(0, colon), "Game.java", Integer.parseInt(text.substring(colon + 1)));
    }

    ThreadProfile profile() {
        return ThreadProfile.of(threads);
    }
}
