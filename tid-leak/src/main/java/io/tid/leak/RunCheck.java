package io.tid.leak;

import io.tid.profile.ThreadSnapshot;
import java.util.List;
import java.util.Optional;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/** What the whole run's check has to know of the run. Notified by the threads that run tests. */
final class RunCheck implements TestExecutionListener {

    private static final String RUN = "tid.leak.run";

    private final LeakOption before = LeakOption.ignoreCurrent();
    private volatile boolean failed;
    private volatile Rules rules = Rules.NONE;

    @Override
    public void testPlanExecutionStarted(TestPlan plan) {
        if (plan.getConfigurationParameters().getBoolean(RUN).orElse(false)) {
            rules = Rules.of(List.of(), key -> plan.getConfigurationParameters().get(key));
        }
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (result.getStatus() == TestExecutionResult.Status.FAILED) {
            failed = true;
        }
    }

    void verify() {
        Optional<String> unclosed = unclosed();
        if (!rules.enabled()) {
            unclosed.ifPresent(System.err::println);
            return;
        }
        Search search = new Search(before, rules.options());
        List<ThreadSnapshot> leaks = search.run();
        if (leaks.isEmpty() && unclosed.isEmpty()) {
            return;
        }
        ThreadLeakError error =
                leaks.isEmpty() ? new ThreadLeakError(unclosed.orElseThrow(), leaks) : search.error(leaks, "the run");
        if (failed) {
            System.err.println(error.getMessage());
        } else {
            throw error;
        }
    }

    private static Optional<String> unclosed() {
        return Unclosed.sites().stream()
                .map(site -> "a check was never closed, so it checked nothing: " + Visible.of(site))
                .reduce((one, other) -> one + "\n" + other);
    }
}
