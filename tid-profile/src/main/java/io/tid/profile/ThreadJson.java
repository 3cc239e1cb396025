package io.tid.profile;

import io.tid.Tid;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Predicate;

/** Single threads as JSON: an array with one object, on one line, for each. */
final class ThreadJson {

    private ThreadJson() {}

    static void write(Appendable out, Predicate<? super Thread> wanted) throws IOException {
        StringBuilder text = new StringBuilder("[");
        String[] separator = {"\n"};
        try {
            new ThreadWalk(Integer.MAX_VALUE, true, wanted).forEach(thread -> {
                append(text.append(separator[0]), thread);
                separator[0] = ",\n";
                ThreadText.flush(text, out);
                text.setLength(0);
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        out.append(text).append("]\n");
    }

    private static void append(StringBuilder out, ThreadSnapshot thread) {
        out.append("{\"id\":").append(thread.id());
        Tid.appendLabel(out.append(",\"gid\":\""), thread.id()).append('"');
        Escaped.quoted(out.append(",\"name\":"), thread.name());
        out.append(",\"virtual\":").append(thread.virtual());
        out.append(",\"daemon\":").append(thread.daemon());
        out.append(",\"state\":\"").append(thread.state()).append('"');
        if (thread.waitsOn() != null) {
            Escaped.quoted(out.append(",\"waitsOn\":"), thread.waitsOn());
        }
        known(out, "lockOwnerId", thread.lockOwnerId());
        known(out, "carrierId", thread.carrierId());
        if (thread.pinned()) {
            out.append(",\"pinned\":true");
        }
        known(out, "parentId", thread.parentId());
        if (thread.creator() != null) {
            ProfileJson.frame(out.append(",\"creator\":"), thread.creator());
        }
        Escaped.quoted(out.append(",\"container\":"), thread.container());
        ThreadText.labels(out.append(",\"labels\":"), thread.labels());
        ProfileJson.stack(out.append(",\"stack\":"), thread.stack());
        out.append('}');
    }

    private static void known(StringBuilder out, String name, long id) {
        if (id > 0) {
            out.append(",\"").append(name).append("\":").append(id);
        }
    }
}
