package io.tid.leak;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Timer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Phaser;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * The leaks that articles about goroutines tell of, in Java: each as it is made, how to end it from outside so that the
 * next exhibit is not disturbed, and repaired.
 */
enum Exhibit {

    /** Computes for ever, and asks nobody whether to go on. */
    ENDLESS_LOOP(Kind.BUSY) {
        @Override
        Runnable leak() {
            AtomicBoolean stop = new AtomicBoolean();
            Thread.ofPlatform().start(() -> {
                while (!stop.get()) {
                    Thread.onSpinWait();
                }
            });
            return () -> stop.set(true);
        }

        @Override
        void repaired() {
            Thread thread = Thread.ofPlatform().start(() -> {
                while (!Thread.currentThread().isInterrupted()) {
                    Thread.onSpinWait();
                }
            });
            thread.interrupt();
        }
    },

    /** Sleeps, looks, sleeps. */
    SLEEPING_LOOP(Kind.SLEEP) {
        @Override
        Runnable leak() {
            return Waits.interrupting(Thread.startVirtualThread(() -> {
                try {
                    while (true) {
                        Thread.sleep(3_600_000);
                    }
                } catch (InterruptedException e) {
                    // nobody interrupts it
                }
            }));
        }

        @Override
        void repaired() {
            leak().run();
        }
    },

    /** Reads what nobody will ever write. */
    ENDLESS_READ(Kind.READ) {
        @Override
        Runnable leak() throws IOException {
            ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
            Socket socket = new Socket(server.getInetAddress(), server.getLocalPort());
            Thread.startVirtualThread(() -> read(socket));
            return () -> Waits.close(server, socket);
        }

        private void read(Socket socket) {
            try {
                socket.getInputStream().read();
            } catch (IOException closed) {
                // the repair
            }
        }

        @Override
        void repaired() throws IOException {
            leak().run();
        }
    },

    /** {@code JumpForSignal}: three answers, one taken. */
    SEND_WITHOUT_RECEIVER(Kind.PUT) {
        @Override
        Runnable leak() throws InterruptedException {
            SynchronousQueue<Integer> queue = new SynchronousQueue<>();
            Thread[] senders = new Thread[3];
            for (int i = 0; i < senders.length; i++) {
                int answer = i;
                senders[i] = Thread.startVirtualThread(() -> Waits.put(queue, answer));
            }
            queue.take();
            return Waits.interrupting(senders);
        }

        @Override
        void repaired() throws InterruptedException {
            BlockingQueue<Integer> roomForAll = new ArrayBlockingQueue<>(3);
            for (int i = 0; i < 3; i++) {
                int answer = i;
                Thread.startVirtualThread(() -> Waits.put(roomForAll, answer));
            }
            roomForAll.take();
        }
    },

    /** A buffer only delays it. */
    SEND_TO_A_FULL_BUFFER(Kind.PUT) {
        @Override
        Runnable leak() {
            BlockingQueue<Integer> queue = new ArrayBlockingQueue<>(1);
            return Waits.interrupting(Thread.startVirtualThread(() -> {
                Waits.put(queue, 1);
                Waits.put(queue, 2);
            }));
        }

        @Override
        void repaired() throws InterruptedException {
            BlockingQueue<Integer> queue = new ArrayBlockingQueue<>(1);
            Thread.startVirtualThread(() -> {
                Waits.put(queue, 1);
                Waits.put(queue, 2);
            });
            queue.take();
            queue.take();
        }
    },

    RECEIVE_WITHOUT_SENDER(Kind.TAKE) {
        @Override
        Runnable leak() {
            BlockingQueue<Integer> queue = new LinkedBlockingQueue<>();
            return Waits.interrupting(Thread.startVirtualThread(() -> Waits.take(queue)));
        }

        @Override
        void repaired() {
            BlockingQueue<Integer> queue = new LinkedBlockingQueue<>();
            Thread.startVirtualThread(() -> Waits.take(queue));
            Waits.put(queue, Waits.END_MARK);
        }
    },

    /** Where Go has a nil channel: waits for nothing at all. */
    PARK_WITHOUT_UNPARK(Kind.PARK) {
        @Override
        Runnable leak() {
            return Waits.interrupting(Thread.startVirtualThread(() -> {
                while (!Thread.currentThread().isInterrupted()) {
                    LockSupport.park();
                }
            }));
        }

        @Override
        void repaired() {
            Thread thread = Thread.startVirtualThread(LockSupport::park);
            LockSupport.unpark(thread);
        }
    },

    /** Where Go has an empty select. */
    WAIT_FOR_NOBODY(Kind.RESULT) {
        @Override
        Runnable leak() {
            CompletableFuture<Integer> nobody = new CompletableFuture<>();
            Thread.startVirtualThread(nobody::join);
            return () -> nobody.complete(1);
        }

        @Override
        void repaired() {
            leak().run();
        }
    },

    LOCK_NEVER_RELEASED(Kind.LOCK) {
        @Override
        Runnable leak() throws InterruptedException {
            return Waits.forgetToUnlock(new ReentrantLock());
        }

        @Override
        void repaired() {
            Waits.lockProperly(new ReentrantLock());
        }
    },

    READ_LOCK_NEVER_RELEASED(Kind.LOCK) {
        @Override
        Runnable leak() throws InterruptedException {
            ReadWriteLock lock = new ReentrantReadWriteLock();
            Thread reader = Thread.startVirtualThread(lock.readLock()::lock);
            reader.join();
            return Waits.interrupting(Thread.startVirtualThread(() -> Waits.lockInterruptibly(lock.writeLock())));
        }

        @Override
        void repaired() {
            ReadWriteLock lock = new ReentrantReadWriteLock();
            Waits.lockProperly(lock.readLock());
            Waits.lockProperly(lock.writeLock());
        }
    },

    MONITOR_NEVER_LEFT(Kind.MONITOR) {
        @Override
        Runnable leak() throws InterruptedException {
            Object monitor = new Object();
            CountDownLatch entered = new CountDownLatch(1);
            Thread owner = Thread.ofPlatform().start(() -> {
                synchronized (monitor) {
                    entered.countDown();
                    Waits.sleepLong();
                }
            });
            entered.await();
            Thread.ofPlatform().start(() -> {
                synchronized (monitor) {
                    Thread.onSpinWait();
                }
            });
            return Waits.interrupting(owner);
        }

        @Override
        void repaired() throws InterruptedException {
            leak().run();
        }
    },

    PERMIT_NEVER_RELEASED(Kind.PERMIT) {
        @Override
        Runnable leak() {
            Semaphore permits = new Semaphore(0);
            Thread.startVirtualThread(permits::acquireUninterruptibly);
            return permits::release;
        }

        @Override
        void repaired() {
            leak().run();
        }
    },

    /** Two were added, one is done: where Go has a WaitGroup. */
    LATCH_NEVER_COUNTED_DOWN(Kind.LATCH) {
        @Override
        Runnable leak() {
            CountDownLatch latch = new CountDownLatch(2);
            Thread.startVirtualThread(latch::countDown);
            return Waits.interrupting(Thread.startVirtualThread(() -> Waits.await(latch)));
        }

        @Override
        void repaired() {
            CountDownLatch latch = new CountDownLatch(2);
            Thread.startVirtualThread(latch::countDown);
            Thread.startVirtualThread(latch::countDown);
            Thread.startVirtualThread(() -> Waits.await(latch));
        }
    },

    PHASE_NEVER_ARRIVED(Kind.LATCH) {
        @Override
        Runnable leak() {
            Phaser phaser = new Phaser(2);
            Thread.startVirtualThread(phaser::arriveAndAwaitAdvance);
            return phaser::forceTermination;
        }

        @Override
        void repaired() {
            Phaser phaser = new Phaser(2);
            Thread.startVirtualThread(phaser::arriveAndAwaitAdvance);
            Thread.startVirtualThread(phaser::arriveAndAwaitAdvance);
        }
    },

    CONDITION_NEVER_SIGNALLED(Kind.CONDITION) {
        @Override
        Runnable leak() {
            Lock lock = new ReentrantLock();
            return Waits.interrupting(waiter(lock, lock.newCondition(), new boolean[1]));
        }

        private Thread waiter(Lock lock, Condition condition, boolean[] changed) {
            return Thread.startVirtualThread(() -> {
                lock.lock();
                try {
                    while (!changed[0]) {
                        condition.await();
                    }
                } catch (InterruptedException e) {
                    // the end
                } finally {
                    lock.unlock();
                }
            });
        }

        @Override
        void repaired() {
            Lock lock = new ReentrantLock();
            Condition condition = lock.newCondition();
            boolean[] changed = new boolean[1];
            waiter(lock, condition, changed);
            lock.lock();
            try {
                changed[0] = true;
                condition.signalAll();
            } finally {
                lock.unlock();
            }
        }
    },

    EXECUTOR_NEVER_CLOSED(Kind.IDLE_WORKER) {
        @Override
        Runnable leak() throws Exception {
            ExecutorService executor = Executors.newFixedThreadPool(1);
            executor.submit(() -> {}).get();
            return executor::close;
        }

        @Override
        void repaired() throws Exception {
            try (ExecutorService executor = Executors.newFixedThreadPool(1)) {
                executor.submit(() -> {}).get();
            }
        }
    },

    TIMER_NEVER_CANCELLED(Kind.TIMER) {
        @Override
        Runnable leak() {
            Timer timer = new Timer();
            return timer::cancel;
        }

        @Override
        void repaired() {
            leak().run();
        }
    },

    SERVER_NEVER_CLOSED(Kind.ACCEPT) {
        @Override
        Runnable leak() throws IOException {
            ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
            Thread.startVirtualThread(() -> accept(server));
            return () -> Waits.close(server);
        }

        private void accept(ServerSocket server) {
            try (Socket accepted = server.accept()) {
                accepted.getOutputStream().flush();
            } catch (IOException closed) {
                // the repair
            }
        }

        @Override
        void repaired() throws IOException {
            leak().run();
        }
    };

    final Kind kind;

    Exhibit(Kind kind) {
        this.kind = kind;
    }

    /** Leaves threads behind, and answers what ends them. */
    abstract Runnable leak() throws Exception;

    /** The same work, with nobody left. */
    abstract void repaired() throws Exception;
}
