package io.tid.leak;

import io.tid.profile.ThreadSnapshot;
import java.util.List;

/** One test: when it is closed, none of its threads is left but those that may be of what its class shares. */
final class TestWatch implements AutoCloseable {

    private final ClassWatch ofClass;
    private final Rules rules;

    /** Whoever inherits the label was made after it, and so has a larger id. */
    private final long markId = takeId();

    private final Label label;

    TestWatch(ClassWatch ofClass, Rules rules, String name) {
        this.ofClass = ofClass;
        this.rules = rules;
        this.label = new Label(name, rules.enabled() || ofClass.isEnabled());
        if (rules.enabled()) {
            ofClass.issued(label);
        }
    }

    /** The JVM counts ids up, by one for each thread that is made. */
    private static long takeId() {
        return Thread.ofVirtual().unstarted(() -> {}).threadId();
    }

    Label label() {
        return label;
    }

    @Override
    public void close() {
        if (!rules.enabled() || rules.perClass() || (!Labels.readable() && ofClass.isParallel())) {
            return;
        }
        if (takeId() == markId + 1) {
            return; // nobody made a thread meanwhile: most tests are clean without a look
        }
        Settings settings = Settings.of(rules.options());
        settings.among = thread -> thread.threadId() > markId;
        settings.amongRead = this::isMine;
        Search search = new Search(settings);
        List<ThreadSnapshot> leaks = search.run();
        if (!leaks.isEmpty()) {
            ofClass.reported(leaks);
            throw search.error(leaks, label.toString());
        }
    }

    private boolean isMine(ThreadSnapshot thread) {
        String bound = Labels.of(thread);
        boolean mine = Labels.readable() ? label.toString().equals(bound) : !Known.isOfCommonPool(thread);
        return mine && !Cause.isForHire(thread);
    }
}
