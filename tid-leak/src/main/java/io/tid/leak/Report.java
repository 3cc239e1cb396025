package io.tid.leak;

import io.tid.LogContext;
import io.tid.Tid;
import io.tid.profile.ThreadProfile;
import io.tid.profile.ThreadSnapshot;
import io.tid.profile.Threads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Leaks as text for people. */
final class Report {

    /** The key of the test that a thread was started in. */
    static final String TEST = "tid.test";

    private static final int MOST_FRAMES = 60;

    private final Map<Long, ThreadSnapshot> leaks = new HashMap<>();
    private final List<ThreadProfile.Group> groups;
    private boolean ofJUnit;
    private final StringBuilder text = new StringBuilder();
    private final List<String> lastLines = new ArrayList<>();

    Report(List<ThreadSnapshot> leaks) {
        leaks.forEach(leak -> this.leaks.put(leak.id(), leak));
        this.groups = groups(leaks);
    }

    /** One group is one cause: idle workers of several libraries have one stack. */
    private static List<ThreadProfile.Group> groups(List<ThreadSnapshot> leaks) {
        Map<Optional<Library>, List<ThreadSnapshot>> byLibrary =
                leaks.stream().collect(Collectors.groupingBy(Library::of, LinkedHashMap::new, Collectors.toList()));
        return byLibrary.values().stream()
                .flatMap(some -> ThreadProfile.of(some).groups().stream())
                .sorted(Comparator.comparingLong((ThreadProfile.Group group) -> group.count())
                        .reversed())
                .toList();
    }

    Report headline(String headline, Duration looked) {
        if (!headline.isEmpty()) {
            ofJUnit = true;
            text.append(Visible.of(headline)).append(": ");
        }
        text.append(leaks.size()).append(leaks.size() == 1 ? " thread was" : " threads were");
        text.append(" left behind, looked for ").append(looked.toMillis()).append(" ms\n");
        return this;
    }

    Report line(String line) {
        lastLines.add(line);
        return this;
    }

    private void append(ThreadProfile.Group group) {
        List<ThreadSnapshot> samples =
                group.sampleIds().stream().map(leaks::get).toList();
        ThreadSnapshot one = samples.get(0);
        Optional<StackTraceElement> user = Frames.user(group.stack());
        Optional<Cause> cause = Cause.of(one);
        text.append('\n').append(group.count());
        user.ifPresent(frame -> text.append(" at ").append(Visible.of(frame)));
        cause.ifPresent(known -> text.append(": ").append(known.title()));
        text.append('\n');
        samples.forEach(sample -> text.append("  ").append(header(sample)).append('\n'));
        if (group.count() > samples.size()) {
            text.append("  and ").append(group.count() - samples.size()).append(" older, from ");
            text.append(Tid.label(group.minId())).append('\n');
        }
        appendOrigin(one);
        appendStack(group.stack(), user.orElse(null));
        cause.ifPresent(known -> text.append("  ").append(known.advice()).append('\n'));
    }

    /** The snapshot's own line, which is escaped, with the id as the log has it. */
    private static String header(ThreadSnapshot thread) {
        return Tid.label(thread.id()) + thread.toString().substring(("thread " + thread.id()).length());
    }

    private void appendOrigin(ThreadSnapshot thread) {
        StackTraceElement creator = thread.creator();
        if (thread.parentId() > 0 || creator != null) {
            text.append("  started");
            if (thread.parentId() > 0) {
                text.append(" by ").append(Tid.label(thread.parentId()));
            }
            if (creator != null) {
                text.append(" at ").append(Visible.of(creator));
            }
            text.append('\n');
        }
        if (ofJUnit && Labels.of(thread) == null) {
            text.append("  unattributed: it inherited no context that says in which test it was started\n");
        }
        LogContext rest = LogContext.empty();
        for (Map.Entry<String, String> label : thread.labels().entrySet()) {
            if (label.getKey().equals(TEST)) {
                text.append("  started in ")
                        .append(Visible.of(label.getValue()))
                        .append('\n');
            } else {
                rest = rest.with(label.getKey(), label.getValue());
            }
        }
        if (rest.size() > 0) {
            text.append("  context ").append(rest).append('\n');
        }
    }

    private void appendStack(List<StackTraceElement> stack, @Nullable StackTraceElement user) {
        if (stack.isEmpty()) {
            text.append("      (no stack: starting, ending, or not in Java)\n");
        }
        boolean marked = false;
        for (StackTraceElement frame : stack.subList(0, Math.min(MOST_FRAMES, stack.size()))) {
            boolean mark = !marked && frame.equals(user);
            marked |= mark;
            text.append(mark ? "    > " : "      ").append(Visible.of(frame)).append('\n');
        }
        if (stack.size() > MOST_FRAMES) {
            text.append("      and ").append(stack.size() - MOST_FRAMES).append(" more\n");
        }
    }

    @Override
    public String toString() {
        int headline = text.length();
        groups.forEach(this::append);
        String visibility = Threads.visibility();
        if (!visibility.equals("all threads")) {
            lastLines.add("not seen: " + visibility);
        }
        if (!lastLines.isEmpty()) {
            text.append('\n').append(String.join("\n", lastLines)).append('\n');
        }
        String whole = text.toString();
        text.setLength(headline);
        return whole;
    }
}
