package io.tid.profile;

import java.util.concurrent.locks.LockSupport;

/** Parks in its initializer until its thread is interrupted: what the JVM called is a native frame, which pins. */
final class Stuck {

    static {
        while (!Thread.currentThread().isInterrupted()) {
            LockSupport.park(Stuck.class);
        }
    }

    private Stuck() {}
}
