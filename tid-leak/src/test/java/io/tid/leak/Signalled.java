package io.tid.leak;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * Sends itself a signal, and looks while the JVM's thread for it is still in the handler. That of a window's new size,
 * because a build under {@code nohup} ignores the others that a JVM lets one handle.
 */
final class Signalled {

    private Signalled() {}

    /** By reflection, since the compiler warns of this part of the JDK and cannot be told not to. */
    public static void main(String[] args) throws Exception {
        CompletableFuture<Thread> handling = new CompletableFuture<>();
        Class<?> signal = Class.forName("sun.misc.Signal");
        Class<?> handler = Class.forName("sun.misc.SignalHandler");
        Object resized = signal.getConstructor(String.class).newInstance("WINCH");
        Object handle = Proxy.newProxyInstance(
                Signalled.class.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                    handling.complete(Thread.currentThread());
                    Leftovers.stay();
                    return null;
                });
        signal.getMethod("handle", signal, handler).invoke(null, resized, handle);
        signal.getMethod("raise", signal).invoke(null, resized);
        System.out.println(handling.get().getName());
        try {
            ThreadLeaks.verifyNone(LeakOption.within(Duration.ZERO));
            System.out.println("clean");
        } catch (ThreadLeakError e) {
            System.out.println(e.getMessage());
        }
        System.exit(0);
    }
}
