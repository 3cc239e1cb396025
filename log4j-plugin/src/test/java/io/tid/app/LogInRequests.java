package io.tid.app;

import io.tid.LogContext;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.ThreadContext;

/**
 * An application that the tests run in JVMs of its own: requests that give work to executors, all of which the first
 * request makes. Each message is {@code expected kind}: the request whose id its line must carry, {@code -} for none.
 */
public final class LogInRequests {

    private static final Logger LOGGER = LogManager.getLogger("app");
    private static final String KEY = "requestId";
    private static final String NONE = "-";

    private final ExecutorService pool = Executors.newFixedThreadPool(2);
    private final ForkJoinPool forkJoin = new ForkJoinPool(2);
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);
    private final ExecutorService virtual = Executors.newVirtualThreadPerTaskExecutor();
    private final Executor wrappedPool = LogContext.wrap(pool);
    private final Executor wrappedForkJoin = LogContext.wrap((Executor) forkJoin);
    private final Executor wrappedTimer = LogContext.wrap(this::schedule);
    private final Executor wrappedCommon = LogContext.wrap((Executor) ForkJoinPool.commonPool());

    private final boolean alsoUnwrapped;

    private LogInRequests(boolean alsoUnwrapped) {
        this.alsoUnwrapped = alsoUnwrapped;
    }

    /**
     * Serves requests 1 to N, then work of no request, and ends.
     *
     * @param args the number of requests; whether executors are also used without {@code LogContext.wrap}
     */
    public static void main(String[] args) {
        ThreadContext.put(KEY, "1");
        LogInRequests application = new LogInRequests(Boolean.parseBoolean(args[1]));
        for (int request = 1; request <= Integer.parseInt(args[0]); request++) {
            ThreadContext.put(KEY, Integer.toString(request));
            application.serve(Integer.toString(request));
            ThreadContext.remove(KEY);
        }
        application.serve(NONE);
        application.shutdown();
        LogManager.shutdown();
    }

    private void serve(String request) {
        LOGGER.info("{} caller", request);
        List<CompletableFuture<Void>> work = new ArrayList<>();
        if (alsoUnwrapped) {
            work.add(log(pool, NONE, "pool"));
            work.add(log(forkJoin, NONE, "fork-join"));
            work.add(log(ForkJoinPool.commonPool(), NONE, "common"));
            work.add(log(this::schedule, NONE, "timer"));
            work.add(log(task -> Thread.ofPlatform().start(task), NONE, "thread"));
        }
        work.add(log(wrappedPool, request, "wrapped-pool"));
        work.add(log(wrappedForkJoin, request, "wrapped-fork-join"));
        work.add(log(wrappedCommon, request, "wrapped-common"));
        work.add(log(wrappedTimer, request, "wrapped-timer"));
        work.add(log(virtual, request, "virtual"));
        work.add(log(Thread::startVirtualThread, request, "started"));
        work.forEach(CompletableFuture::join);
    }

    private void schedule(Runnable task) {
        timer.execute(task);
    }

    private static CompletableFuture<Void> log(Executor executor, String expected, String kind) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        executor.execute(() -> {
            LOGGER.info("{} {}", expected, kind);
            done.complete(null);
        });
        return done;
    }

    private void shutdown() {
        List.of(pool, forkJoin, timer, virtual).forEach(ExecutorService::close);
    }
}
