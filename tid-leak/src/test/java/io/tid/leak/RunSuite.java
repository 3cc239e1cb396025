package io.tid.leak;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.util.Arrays;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs the methods that are named, as build tools do: in a session, with whatever JUnit is on the class path. */
final class RunSuite {

    private RunSuite() {}

    public static void main(String[] methods) {
        try (LauncherSession session = LauncherFactory.openSession()) {
            var request = LauncherDiscoveryRequestBuilder.request()
                    .selectors(Arrays.stream(methods)
                            .map(method -> selectMethod("io.tid.leak." + method))
                            .toList())
                    .build();
            session.getLauncher().execute(request, new TestExecutionListener() {
                @Override
                public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                    System.out.println(result.getStatus() + " " + test.getDisplayName());
                    result.getThrowable().ifPresent(thrown -> {
                        System.out.println(thrown.getMessage());
                        Arrays.stream(thrown.getSuppressed()).forEach(System.out::println);
                    });
                }
            });
        } catch (ThreadLeakError e) {
            System.out.println("RUN FAILED " + e.getMessage());
            System.exit(1);
        }
        System.exit(0);
    }
}
