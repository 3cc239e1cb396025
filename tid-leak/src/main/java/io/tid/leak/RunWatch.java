package io.tid.leak;

import io.tid.profile.ThreadSnapshot;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A run of JUnit Jupiter: when it is closed, nobody is left who showed after its class was done, nor, where tests ran in
 * parallel, a thread of no known test.
 */
final class RunWatch implements AutoCloseable {

    private final ThreadIds before = ThreadIds.now();
    private final Set<String> issued = ConcurrentHashMap.newKeySet();
    private final Set<Long> reported = ConcurrentHashMap.newKeySet();
    private final boolean parallel;
    private final boolean all;
    private final LeakOption rest;

    /** What all classes leave out. */
    private final Queue<LeakOption> ignores = new ConcurrentLinkedQueue<>();

    RunWatch(ExtensionContext context) {
        parallel = isSet(context, "junit.jupiter.execution.parallel.enabled");
        all = isSet(context, "junit.jupiter.extensions.autodetection.enabled");
        Rules common = Rules.of(List.of(), context::getConfigurationParameter);
        rest = common.rest();
        ignores.add(common.ignores());
    }

    private static boolean isSet(ExtensionContext context, String parameter) {
        return context.getConfigurationParameter(parameter)
                .map(Boolean::valueOf)
                .orElse(false);
    }

    boolean isParallel() {
        return parallel;
    }

    void issued(Label label) {
        issued.add(label.toString());
    }

    void ignore(LeakOption ofClass) {
        ignores.add(ofClass);
    }

    /** A leak fails one test, class or run. */
    void reported(List<ThreadSnapshot> leaks) {
        leaks.forEach(leak -> reported.add(leak.id()));
    }

    boolean isReported(long id) {
        return reported.contains(id);
    }

    @Override
    public void close() {
        Settings settings = Settings.of(ignores.stream().reduce(rest, LeakOption::and));
        settings.among = thread -> !before.contains(thread) && !isReported(thread.threadId());
        settings.amongRead = this::isMine;
        Search search = new Search(settings);
        List<ThreadSnapshot> leaks = search.run();
        if (leaks.isEmpty()) {
            return;
        }
        ThreadLeakError error = search.error(leaks, "the run");
        if (all || leaks.stream().anyMatch(leak -> Labels.of(leak) != null)) {
            throw error;
        }
        System.err.println(error.getMessage()); // they may be of tests that nobody wanted to be checked
    }

    private boolean isMine(ThreadSnapshot thread) {
        String bound = Labels.of(thread);
        return bound == null ? parallel : issued.contains(bound);
    }
}
