package io.tid.profile;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Two thousand virtual threads that mount and unmount all the time, others that start and end, and ten profiles a second.
 * Each thread that stays has its number written on its stack, one frame for each digit, and in its name.
 */
final class ChurnProgram {

    private static final int THREADS = 2_000;
    private static final int DIGITS = 4;
    private static final int BRIEF = 200;

    private static volatile boolean stopped;

    private static final AtomicLong STARTED = new AtomicLong();

    private static long stacks;
    private static long empty;
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
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(Long.getLong("churn.seconds"));
        int profiles = 0;
        while (System.nanoTime() < end || profiles < 3) {
            long before = STARTED.get();
            List<ThreadSnapshot> threads = ThreadSnapshot.take();
            check(threads, STARTED.get() - before + BRIEF);
            profiles++;
            TimeUnit.MILLISECONDS.sleep(100);
        }
        stopped = true;
        System.out.println(profiles + " profiles, " + stacks + " stacks, " + empty + " of them empty, " + most
                + " threads at most, " + System.getProperty("java.version"));
        if (empty > stacks / 1_000) {
            throw new AssertionError("stacks of threads that run must not be empty: " + empty + " of " + stacks);
        }
    }

    /** Every thread that stays is there, once, under its own stack; of the others there are no more than may be. */
    private static void check(List<ThreadSnapshot> threads, long mostOthers) {
        Set<String> seen = new HashSet<>();
        int others = 0;
        for (ThreadSnapshot thread : threads) {
            if (thread.virtual() && thread.name().equals("brief")) {
                others++;
            } else if (thread.virtual() && !thread.name().isEmpty()) {
                String number = digits(thread);
                stacks++;
                if (thread.stack().isEmpty()) {
                    empty++;
                } else if (!number.equals(thread.name())) {
                    throw new AssertionError("stack must be of the thread: " + thread + " " + thread.stack());
                }
                seen.add(thread.name());
            }
        }
        most = Math.max(most, threads.size());
        if (seen.size() != THREADS) {
            throw new AssertionError("threads that stay must all be seen: " + seen.size());
        }
        if (others > mostOthers) {
            throw new AssertionError("brief threads must be at most " + mostOthers + ": " + others);
        }
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
