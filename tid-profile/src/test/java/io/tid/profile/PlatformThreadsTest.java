package io.tid.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class PlatformThreadsTest {

    /** The owner is asked of {@code ThreadMXBean}: what a carrier waits for never is, whichever thread it carries. */
    @Test
    void shouldAskNothingAboutCarriers() throws InterruptedException {
        String[] mounted = new String[1];
        Thread.ofVirtual()
                .start(() -> mounted[0] = Thread.currentThread().toString())
                .join();
        String carrier = mounted[0].substring(mounted[0].indexOf('@') + 1); // VirtualThread[#60]/runnable@ITS-NAME

        assertThat(PlatformThreads.list())
                .filteredOn(thread -> thread.getName().equals(carrier))
                .isNotEmpty()
                .allMatch(thread -> PlatformThreads.mayCarry(thread, thread.getStackTrace()))
                .allMatch(thread -> PlatformThreads.waiting(thread, thread.getStackTrace()) == null);
    }

    @Test
    void shouldTakeAThreadThatRunsAVirtualThreadForACarrierWhateverItsClass() {
        StackTraceElement[] frames = {
            new StackTraceElement("jdk.internal.vm.Continuation", "run", "Continuation.java", 251),
            new StackTraceElement("java.lang.VirtualThread", "runContinuation", "VirtualThread.java", 293),
            new StackTraceElement("io.app.OwnScheduler", "run", "OwnScheduler.java", 5)
        };

        assertThat(PlatformThreads.mayCarry(Thread.currentThread(), frames)).isTrue();
        assertThat(PlatformThreads.mayCarry(Thread.currentThread(), Arrays.copyOfRange(frames, 2, 3)))
                .isFalse();
    }

    @Test
    void shouldNameTheOwnerOfTheMonitorThatAPlatformThreadWaitsFor() throws InterruptedException {
        Object monitor = new Object();
        CountDownLatch begun = new CountDownLatch(1);
        Thread waiter = new Thread(() -> {
            begun.countDown();
            synchronized (monitor) {
                monitor.notifyAll();
            }
        });
        PlatformThreads.Waiting waiting;
        synchronized (monitor) {
            waiter.start();
            begun.await();
            while (waiter.getState() != Thread.State.BLOCKED) {
                Thread.onSpinWait();
            }
            waiting = PlatformThreads.waiting(waiter, waiter.getStackTrace());
        }
        waiter.join();

        assertThat(waiting)
                .isEqualTo(new PlatformThreads.Waiting(
                        "java.lang.Object", Thread.currentThread().threadId()));
    }
}
