package io.tid.user;

import io.tid.Tid;

/** Somebody else's program, with neither Agrona nor JSpecify beside it. Prints the id and all that follows from it. */
final class CallsAll {

    private CallsAll() {}

    public static void main(String[] args) throws InterruptedException {
        print();
        Thread.ofVirtual().start(CallsAll::print).join();
        System.out.println(Tid.class.getModule());
    }

    private static void print() {
        long id = Tid.current();
        System.out.println(id == Thread.currentThread().threadId() && id == Tid.parse(Tid.label()));
        System.out.println(Tid.appendLabel(new StringBuilder(), 60));
        System.out.println(Tid.slot());
    }
}
