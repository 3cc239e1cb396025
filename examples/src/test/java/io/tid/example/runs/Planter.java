package io.tid.example.runs;

import java.util.Collections;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Leaves a thread behind in tests picked at random, in the runs of {@link OwnSuite}; elsewhere JUnit does not load it. */
public final class Planter implements BeforeTestExecutionCallback {

    /** One test in so many, so that most runs of a class have some with a leak beside some without. */
    private static final int ONE_IN = 8;

    /** The test in which each was planted, by the thread's id. */
    private static final Map<Long, String> PLANTED = new ConcurrentHashMap<>();

    private static final CountDownLatch GO = new CountDownLatch(1);

    /** Shared by tests that run at once, so the same seed does not always pick the same tests. */
    private static final Random RANDOM = new Random(Long.getLong("leak.seed", 0));

    /** Grows while the tests run. */
    static Map<Long, String> planted() {
        return Collections.unmodifiableMap(PLANTED);
    }

    static void end() {
        GO.countDown();
    }

    @Override
    public void beforeTestExecution(ExtensionContext test) throws InterruptedException {
        if (RANDOM.nextInt(ONE_IN) == 0) {
            Thread leak = switch (RANDOM.nextInt(3)) {
                case 0 -> Thread.startVirtualThread(Planter::await);
                case 1 -> Thread.ofPlatform().daemon().start(Planter::await);
                default -> grandchild();
            };
            PLANTED.put(leak.threadId(), test.getUniqueId());
        }
    }

    /** Started by a thread that ends. */
    private static Thread grandchild() throws InterruptedException {
        Thread[] leak = new Thread[1];
        Thread.startVirtualThread(() -> leak[0] = Thread.startVirtualThread(Planter::await))
                .join();
        return leak[0];
    }

    private static void await() {
        boolean done = false;
        while (!done) {
            try {
                GO.await();
                done = true;
            } catch (InterruptedException e) {
                // stays, whoever shuts down whatever
            }
        }
    }
}
