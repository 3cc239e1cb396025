package io.tid.leak;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.locks.ReentrantLock;

/** Leaks that nobody can reach, and some that somebody can; says what is proved. */
final class ProofProgram {

    private static final BlockingQueue<Integer> HELD = new SynchronousQueue<>();
    private static final int ROUNDS = 3_000;

    private ProofProgram() {}

    public static void main(String[] args) throws Exception {
        LeakProof proof = LeakProof.create();
        jumpForSignal(proof);
        latch(proof);
        lock(proof);
        Thread kept = proof.newThread(() -> await(new CountDownLatch(1))); // its Thread is held here
        kept.start();
        proof.newThread(() -> put(HELD)).start(); // its queue is held by a static field
        Thread asleep = proof.newThread(ProofProgram::sleep);
        asleep.start();
        for (int i = 0; i < 10; i++) {
            Thread ends = proof.newThread(() -> {});
            ends.start();
            ends.join();
        }
        makeAndDrop(proof);
        int expected = args.length == 0 ? 4 : Integer.parseInt(args[0]);
        for (int i = 0; i < ROUNDS && count(proof) < expected; i++) {
            System.gc();
            Thread.sleep(10);
        }
        for (int i = 0; i < 3; i++) { // whatever else would be taken for proved
            System.gc();
            Thread.sleep(10);
        }
        System.out.println("proved: " + count(proof));
        proof.found().forEach((site, times) -> System.out.println(site.getMethodName() + " " + times));
        System.out.println(proof);
        List.of(kept, asleep).forEach(Thread::interrupt);
    }

    /** Not started, which is no leak. */
    private static void makeAndDrop(LeakProof proof) {
        System.out.println("unstarted: " + proof.newThread(() -> {}).getState());
    }

    private static long count(LeakProof proof) {
        return proof.found().values().stream().mapToLong(Long::longValue).sum();
    }

    /** Three send, one is taken. */
    private static void jumpForSignal(LeakProof proof) throws InterruptedException {
        SynchronousQueue<Integer> queue = new SynchronousQueue<>();
        for (int i = 0; i < 3; i++) {
            proof.newThread(() -> put(queue)).start();
        }
        queue.take();
    }

    private static void latch(LeakProof proof) {
        proof.newThread(() -> await(new CountDownLatch(1))).start();
    }

    private static void lock(LeakProof proof) throws InterruptedException {
        ReentrantLock lock = new ReentrantLock();
        Thread forgets = proof.newThread(lock::lock);
        forgets.start();
        forgets.join();
        proof.newThread(lock::lock).start();
    }

    private static void put(BlockingQueue<Integer> queue) {
        try {
            queue.put(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void sleep() {
        try {
            Thread.sleep(3_600_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
