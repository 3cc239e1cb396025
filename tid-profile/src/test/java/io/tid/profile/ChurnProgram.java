package io.tid.profile;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Two thousand virtual threads that mount and unmount all the time, others that start and end, and a profile every tenth
 * of a second, or as soon after as the machine can. Each thread that stays has its number written on its stack, one frame
 * for each digit, and in its name.
 */
final class ChurnProgram {

    private static final int THREADS = 2_000;
    private static final int DIGITS = 4;
    private static final int BRIEF = 200;
    private static final long PERIOD_NS = 100_000_000;

    private static volatile boolean stopped;

    private static final AtomicLong STARTED = new AtomicLong();

    private static long stacks;
    private static long wrong;
    private static long empty;
    private static long missed;
    private static long tooMany;
    private static long most;

    private ChurnProgram() {}

    public static void main(String[] args) throws Exception {
        CountDownLatch running = new CountDownLatch(THREADS);
        for (int i = 0; i < THREADS; i++) {
            int number = i;
            Thread.ofVirtual().name(Integer.toString(number)).start(() -> next(number, DIGITS, running));
        }
        running.await();
        Thread.ofPlatform().daemon().start(ChurnProgram::startOthers);
        FutureTask<Long> asking = new FutureTask<>(ChurnProgram::askAllTheTime);
        Thread.ofPlatform().start(asking);
        long profiles = 10 * Long.getLong("churn.seconds");
        long begin = System.nanoTime();
        for (int taken = 1; taken <= profiles; taken++) {
            long before = STARTED.get();
            List<ThreadSnapshot> threads = ThreadSnapshot.take();
            check(threads, STARTED.get() - before + BRIEF);
            TimeUnit.NANOSECONDS.sleep(begin + taken * PERIOD_NS - System.nanoTime());
        }
        stopped = true;
        long carriers = asking.get();
        System.out.printf(
                Locale.ROOT,
                "%d profiles in %.1f s, %d threads at most; %d stacks, wrong %d, empty %d; threads missed %d, too many %d;"
                        + " %d carriers asked%n",
                profiles,
                (System.nanoTime() - begin) / 1e9,
                most,
                stacks,
                wrong,
                empty,
                missed,
                tooMany,
                carriers);
        if (carriers == 0) {
            throw new AssertionError("carriers must have been read: they are what may end the JVM");
        }
        if (wrong + missed + tooMany > 0 || empty > stacks / 1_000) {
            throw new AssertionError("every thread that stays must be seen under its own stack");
        }
    }

    /**
     * Everything else that reads threads, as fast as it goes: a visitor, the text and JSON of single threads, and the
     * carriers most of all. Answers how often a carrier was read with all that there is to know of it.
     */
    private static long askAllTheTime() throws IOException {
        ThreadWalk everything = new ThreadWalk(Integer.MAX_VALUE, true, thread -> true);
        long carriers = 0;
        while (!stopped) {
            Threads.forEach(thread -> {});
            ThreadText.write(Writer.nullWriter(), ThreadFilter.ALL);
            Thread[] platform = PlatformThreads.list();
            for (int round = 0; round < 2_000; round++) {
                for (Thread thread : platform) {
                    if (thread.getName().startsWith("ForkJoinPool-")) {
                        ThreadSnapshot.read(thread, "", 0, null, everything);
                        carriers++;
                    }
                }
            }
            Threads.writeJson(Writer.nullWriter(), id -> id == platform[0].threadId());
        }
        return carriers;
    }

    /** Every thread that stays is there, once, under its own stack; of the others there are no more than may be. */
    private static void check(List<ThreadSnapshot> threads, long mostOthers) {
        Set<String> seen = new HashSet<>();
        long others = 0;
        for (ThreadSnapshot thread : threads) {
            if (thread.virtual() && thread.name().equals("brief")) {
                others++;
            } else if (thread.virtual() && !thread.name().isEmpty()) {
                String number = digits(thread);
                stacks++;
                if (thread.stack().isEmpty()) {
                    empty++;
                } else if (!number.equals(thread.name())) {
                    wrong++;
                    System.out.println("wrong: " + thread + " " + thread.stack());
                }
                tooMany += seen.add(thread.name()) ? 0 : 1;
            }
        }
        most = Math.max(most, threads.size());
        missed += THREADS - seen.size();
        tooMany += Math.max(0, others - mostOthers);
    }

    private static String digits(ThreadSnapshot thread) {
        int number = 0;
        List<StackTraceElement> stack = thread.stack();
        for (int i = stack.size() - 1; i >= 0; i--) {
            String method = stack.get(i).getMethodName();
            if (method.startsWith("digit") && stack.get(i).getClassName().equals(ChurnProgram.class.getName())) {
                number = number * 8 + Integer.parseInt(method.substring("digit".length()));
            }
        }
        return Integer.toString(number);
    }

    private static void startOthers() {
        List<Thread> threads = new ArrayList<>();
        while (!stopped) {
            STARTED.addAndGet(BRIEF); // at once, and before any of them is there
            for (int i = 0; i < BRIEF; i++) {
                threads.add(Thread.ofVirtual().name("brief").start(() -> LockSupport.parkNanos(1_000_000)));
            }
            try {
                for (Thread thread : threads) {
                    thread.join();
                }
            } catch (InterruptedException e) {
                return;
            }
            threads.clear();
        }
    }

    private static void next(int number, int left, CountDownLatch running) {
        if (left == 0) {
            running.countDown();
            while (!stopped) {
                LockSupport.parkNanos(100_000);
            }
            return;
        }
        int shift = 3 * (left - 1);
        switch (number >> shift & 7) {
            case 0 -> digit0(number, left - 1, running);
            case 1 -> digit1(number, left - 1, running);
            case 2 -> digit2(number, left - 1, running);
            case 3 -> digit3(number, left - 1, running);
            case 4 -> digit4(number, left - 1, running);
            case 5 -> digit5(number, left - 1, running);
            case 6 -> digit6(number, left - 1, running);
            default -> digit7(number, left - 1, running);
        }
    }

    private static void digit0(int number, int left, CountDownLatch running) {
        next(number, left, running);
    }

    private static void digit1(int number, int left, CountDownLatch running) {
        next(number, left, running);
    }

    private static void digit2(int number, int left, CountDownLatch running) {
        next(number, left, running);
    }

    private static void digit3(int number, int left, CountDownLatch running) {
        next(number, left, running);
    }

    private static void digit4(int number, int left, CountDownLatch running) {
        next(number, left, running);
    }

    private static void digit5(int number, int left, CountDownLatch running) {
        next(number, left, running);
    }

    private static void digit6(int number, int left, CountDownLatch running) {
        next(number, left, running);
    }

    private static void digit7(int number, int left, CountDownLatch running) {
        next(number, left, running);
    }
}
