package io.tid.cli;

import io.tid.profile.ThreadProfile;
import io.tid.profile.ThreadSnapshot;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
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

    /** As of a JVM that hides nothing. */
    ThreadProfile profile() {
        try {
            StringBuilder json = new StringBuilder();
            hindered().writeJson(json);
            return ThreadProfile.readJson(
                    new StringReader(json.toString().replaceFirst("\"complete\":false", "\"complete\":true")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As of this JVM, which was started without flags. */
    ThreadProfile hindered() {
        return ThreadProfile.of(threads, io.tid.profile.Grouping.ALL_KEYS);
    }
}
