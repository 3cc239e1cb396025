package io.tid.profile;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;

/** A virtual thread that keeps the only carrier busy, and a hundred more that wait for their first turn on it. */
final class UnstartedProgram {

    private static volatile boolean stopped;

    private UnstartedProgram() {}

    @SuppressWarnings("try") // the blocker holds them
    public static void main(String[] args) throws Exception {
        ThreadFactory factory = Thread.ofVirtual().name("late-", 0).factory();
        CountDownLatch spinning = new CountDownLatch(1);
        Thread.startVirtualThread(() -> {
            spinning.countDown();
            while (!stopped) {
                Thread.onSpinWait();
            }
        });
        spinning.await();
        try (Blocker blocker = new Blocker(100)) {
            for (int i = 0; i < 100; i++) {
                factory.newThread(blocker).start();
            }
            ThreadProfile.Group none = withoutStack().groups().get(0);
            System.out.println("without a stack: " + none.count() + " " + Thread.State.RUNNABLE);
            stopped = true;
            blocker.awaitAll();
            System.out.println("later: " + withoutStack().total());
        }
    }

    private static ThreadProfile withoutStack() {
        return ThreadProfile.take(
                Integer.MAX_VALUE,
                thread -> thread.virtual() && thread.stack().isEmpty() && thread.state() == Thread.State.RUNNABLE);
    }
}
