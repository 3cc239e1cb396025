package io.tid.leak;

import io.tid.profile.ThreadSnapshot;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** What a thread that was left behind waits for, told by the JDK's method that the application called. */
enum Kind {
    HTTP_CLIENT(
            "an HttpClient that was not closed",
            "close the client (it is AutoCloseable from JDK 21 on), or keep one for all and leave it out by its name",
            "jdk.internal.net.http.HttpClientImpl$SelectorManager.run"),
    IDLE_WORKER(
            "a worker of an executor that was not closed",
            "close the executor, best in try-with-resources",
            "java.util.concurrent.ThreadPoolExecutor.getTask",
            "java.util.concurrent.DelayScheduler.loop",
            "java.util.concurrent.ForkJoinPool.awaitWork",
            "java.util.concurrent.ForkJoinPool.runWorker"),
    TIMER("a Timer that was not cancelled", "cancel the timer", "java.util.TimerThread.mainLoop"),
    ACCEPT(
            "a server socket that is still open",
            "close the server: that ends its accept",
            "java.net.ServerSocket.accept",
            "sun.nio.ch.ServerSocketChannelImpl.accept"),
    SELECTOR(
            "an event loop that was not shut down",
            "shut down the event loop, or what owns it",
            "sun.nio.ch.SelectorImpl.select",
            "sun.nio.ch.SelectorImpl.selectNow"),
    PUT(
            "a put without a taker",
            "take as often as is put, give the queue room, or offer with a timeout",
            "java.util.concurrent.SynchronousQueue.put",
            "java.util.concurrent.SynchronousQueue.offer",
            "java.util.concurrent.ArrayBlockingQueue.put",
            "java.util.concurrent.LinkedBlockingQueue.put",
            "java.util.concurrent.LinkedBlockingDeque.put*",
            "java.util.concurrent.LinkedTransferQueue.transfer",
            "java.util.concurrent.Exchanger.exchange"),
    TAKE(
            "a take without a put",
            "put an end mark, interrupt the taker, or poll with a timeout",
            "java.util.concurrent.SynchronousQueue.take",
            "java.util.concurrent.ArrayBlockingQueue.take",
            "java.util.concurrent.LinkedBlockingQueue.take",
            "java.util.concurrent.LinkedBlockingDeque.take*",
            "java.util.concurrent.LinkedTransferQueue.take",
            "java.util.concurrent.PriorityBlockingQueue.take",
            "java.util.concurrent.DelayQueue.take",
            "java.util.concurrent.ExecutorCompletionService.take"),
    LOCK(
            "a lock that is never released",
            "unlock in finally, in the method that locks",
            "java.util.concurrent.locks.ReentrantLock.lock*",
            "java.util.concurrent.locks.ReentrantReadWriteLock$ReadLock.lock*",
            "java.util.concurrent.locks.ReentrantReadWriteLock$WriteLock.lock*",
            "java.util.concurrent.locks.StampedLock.*"),
    PERMIT(
            "a permit that is never released",
            "release in finally, or tryAcquire with a timeout",
            "java.util.concurrent.Semaphore.acquire*"),
    LATCH(
            "a latch that is never counted down",
            "count down in finally, once for each that is awaited, or await with a timeout",
            "java.util.concurrent.CountDownLatch.await",
            "java.util.concurrent.CyclicBarrier.await",
            "java.util.concurrent.Phaser.*"),
    CONDITION(
            "a condition that is never signalled",
            "signal under the same lock after each change, in finally",
            "java.util.concurrent.locks.AbstractQueuedSynchronizer$ConditionObject.await*",
            "java.lang.Object.wait*"),
    RESULT(
            "waiting for somebody who does not finish",
            "end that one, or wait with a timeout",
            "java.util.concurrent.CompletableFuture.get",
            "java.util.concurrent.CompletableFuture.join",
            "java.util.concurrent.FutureTask.get",
            "java.util.concurrent.ThreadPerTaskExecutor.awaitTermination",
            "java.util.concurrent.ThreadPoolExecutor.awaitTermination",
            "java.lang.Thread.join"),
    SLEEP(
            "a sleep that nobody ends",
            "interrupt the thread, and let its loop end when it is interrupted",
            "java.lang.Thread.sleep*",
            "java.util.concurrent.TimeUnit.sleep"),
    PARK(
            "a park with no unpark",
            "unpark the thread, or interrupt it and let it end then",
            "java.util.concurrent.locks.LockSupport.park*"),
    READ(
            "a read that nobody answers",
            "close what is read, or set a read timeout",
            "java.net.Socket$SocketInputStream.read",
            "sun.nio.ch.NioSocketImpl.*",
            "sun.nio.ch.SocketChannelImpl.read",
            "java.io.FileInputStream.read*",
            "java.io.PipedInputStream.read",
            "sun.nio.ch.SinkChannelImpl.*",
            "sun.nio.ch.SourceChannelImpl.read"),
    MONITOR("a monitor that is never left", "find its owner: it waits, or runs for ever, inside synchronized"),
    BUSY("a loop that does not end", "let the loop ask Thread.currentThread().isInterrupted(), or a flag of yours");

    private final String title;
    private final String advice;

    @SuppressWarnings("ImmutableEnumChecker") // it is an immutable list
    private final List<NamePattern> called;

    Kind(String title, String advice, String... called) {
        this.title = title;
        this.advice = advice;
        this.called = List.of(called).stream()
                .map(function -> NamePattern.of("called", function))
                .toList();
    }

    String title() {
        return title;
    }

    String advice() {
        return advice;
    }

    /** Whether it waits for work from somebody who may live longer than a test: it is judged when its class is done. */
    boolean isForHire() {
        return this == HTTP_CLIENT || this == IDLE_WORKER || this == TIMER || this == ACCEPT || this == SELECTOR;
    }

    /** Nothing where the thread is just starting, or waits for something that is not in this list. */
    static Optional<Kind> of(ThreadSnapshot thread) {
        List<StackTraceElement> stack = thread.stack();
        int user = 0;
        while (user < stack.size() && Frames.isJdk(stack.get(user))) {
            user++;
        }
        if (thread.state() == Thread.State.BLOCKED) {
            return Optional.of(MONITOR);
        }
        // from what the application called inwards: a put parks in the end, but it is a put
        List<StackTraceElement> inwards = new ArrayList<>(stack.subList(0, user));
        Collections.reverse(inwards);
        for (StackTraceElement frame : inwards) {
            String function = Frames.function(frame);
            for (Kind kind : values()) {
                if (kind.called.stream().anyMatch(name -> name.matches(function))) {
                    return Optional.of(kind);
                }
            }
        }
        boolean runs = thread.state() == Thread.State.RUNNABLE && user < stack.size();
        return runs ? Optional.of(BUSY) : Optional.empty();
    }
}
