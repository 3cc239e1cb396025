package io.tid;

import io.tid.bridge.ContextBridge;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;

/** Says what threads made in each way know of who made them. Run by {@link LineageTest} in JVMs of its own. */
final class LineageProgram {

    private static final long MAIN = Tid.current();

    private LineageProgram() {}

    public static void main(String[] args) throws Exception {
        FutureTask<String> before = new FutureTask<>(LineageProgram::parent);
        Thread madeBefore = Thread.ofPlatform().unstarted(before);
        LogContext.current(); // main touches it here for the first time
        madeBefore.start();
        say("before", before.get());

        say("virtual", onVirtual(LineageProgram::parent));
        say("platform", onPlatform(LineageProgram::parent));
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            say("executor", onExecutor(executor, LineageProgram::parent));
            say("wrappedExecutor", onExecutor(LogContext.wrap(executor), LineageProgram::parent));
        }
        say("@virtual", "" + lineOfVirtual);
        say("@platform", "" + lineOfPlatform);
        say("@executor", "" + lineOfExecutor);
        say("grandchild", onVirtual(() -> childOf(Tid.current())));
        say("contextOfVirtual", onVirtual(() -> LogContext.current().toString()));
        say("afterLooking", onVirtual(() -> {
            LogContext.empty().with("a", "1").run(LogContext::parentId);
            return childOf(Tid.current());
        }));
        say("notInherited", notInheriting(LineageProgram::parent));
        say("ofNotInherited", notInheriting(() -> {
            LogContext.current();
            return childOf(Tid.current());
        }));
        ContextBridge<LogContext> bridge = ContextBridge.of(LogContext.empty());
        bridge.bind(LogContext.empty().with("a", "1"));
        bridge.bind(LogContext.empty());
        say("afterUnbinding", onVirtual(LineageProgram::parent));
        say("inContext", LogContext.empty().with("a", "1").call(() -> onVirtual(LineageProgram::parent)));
        Binding[] siblings = new Binding[2];
        for (int i = 0; i < 2; i++) {
            siblings[i] = onVirtual(Binding::current);
        }
        say("sameLineShared", "" + (siblings[0] != null && siblings[0].equals(siblings[1])));
    }

    private static int lineOfVirtual;
    private static int lineOfPlatform;
    private static int lineOfExecutor;

    private static <T> T onVirtual(Callable<T> task) throws Exception {
        FutureTask<T> answer = new FutureTask<>(task);
        lineOfVirtual = line() + 1;
        Thread.startVirtualThread(answer);
        return answer.get();
    }

    private static <T> T onPlatform(Callable<T> task) throws Exception {
        FutureTask<T> answer = new FutureTask<>(task);
        lineOfPlatform = line() + 1;
        new Thread(answer).start();
        return answer.get();
    }

    private static <T> T onExecutor(ExecutorService executor, Callable<T> task) throws Exception {
        lineOfExecutor = line() + 1;
        return executor.submit(task).get();
    }

    private static String notInheriting(Callable<String> task) throws Exception {
        FutureTask<String> answer = new FutureTask<>(task);
        Thread.ofVirtual().inheritInheritableThreadLocals(false).start(answer);
        return answer.get();
    }

    private static String childOf(long id) throws Exception {
        FutureTask<String> child =
                new FutureTask<>(() -> LogContext.parentId() == id ? "parent, " + frame() : parent());
        Thread.startVirtualThread(child);
        return child.get();
    }

    private static String parent() {
        long id = LogContext.parentId();
        return id == 0 ? "unknown" : (id == MAIN ? "main" : "other " + id) + ", " + frame();
    }

    private static String frame() {
        StackTraceElement frame = LogContext.creator();
        return frame == null
                ? "no frame"
                : frame.getClassName() + "." + frame.getMethodName() + " " + frame.getFileName() + ":"
                        + frame.getLineNumber();
    }

    private static int line() {
        return StackWalker.getInstance()
                .walk(frames -> frames.skip(1).findFirst().orElseThrow().getLineNumber());
    }

    private static void say(String key, String value) {
        System.out.println(key + "=" + value);
    }
}
