package io.tid.leak;

import java.lang.StackWalker.StackFrame;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A check that was begun and not closed yet, known by the line that began it. Keeps neither the check nor its ids. */
final class Unclosed {

    private static final Set<Unclosed> ALL = ConcurrentHashMap.newKeySet();

    private final StackTraceElement site;

    private Unclosed(StackTraceElement site) {
        this.site = site;
    }

    static Unclosed open() {
        String ours = ThreadLeaks.class.getName();
        StackTraceElement site = StackWalker.getInstance()
                .walk(frames -> frames.dropWhile(frame -> !frame.getClassName().equals(ours))
                        .dropWhile(frame -> frame.getClassName().equals(ours))
                        .findFirst()
                        .map(StackFrame::toStackTraceElement)
                        .orElseThrow());
        Unclosed opened = new Unclosed(site);
        ALL.add(opened);
        return opened;
    }

    /** Whether it was open. */
    boolean close() {
        return ALL.remove(this);
    }

    /** The lines that began the checks which are open now. */
    static List<StackTraceElement> sites() {
        return ALL.stream().map(opened -> opened.site).toList();
    }
}
