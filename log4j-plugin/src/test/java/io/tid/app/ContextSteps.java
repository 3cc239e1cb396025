package io.tid.app;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.logging.log4j.CloseableThreadContext;
import org.apache.logging.log4j.ThreadContext;

/** An application that uses each part of {@code ThreadContext} and prints what it then holds. */
public final class ContextSteps {

    private ContextSteps() {}

    /** Prints one line a step. */
    @SuppressWarnings("try") // open is all that the scopes are for
    public static void main(String[] args) throws InterruptedException {
        ThreadContext.put("user", "Ann");
        say("put");
        ThreadContext.putIfNull("user", "Bob");
        ThreadContext.putIfNull("room", "7");
        say("putIfNull");
        Map<String, String> copy = ThreadContext.getContext();
        Map<String, String> fixed = ThreadContext.getImmutableContext();
        ThreadContext.putAll(Map.of("user", "Bob", "seat", "1"));
        say("putAll");
        System.out.println("copies " + new TreeMap<>(copy) + " " + new TreeMap<>(fixed));

        ThreadContext.push("outer");
        try (var scope = CloseableThreadContext.put("user", "Cleo")
                .put("dice", "6")
                .push("inner")
                .putAll(Map.of("room", "8"))) {
            say("inside");
        }
        say("closed");

        ThreadContext.push("{} of {}", 2, 3);
        System.out.println("stack " + ThreadContext.getDepth() + " " + ThreadContext.peek());
        Thread other = Thread.ofVirtual().inheritInheritableThreadLocals(false).start(() -> say("other"));
        other.join();
        System.out.println("popped " + ThreadContext.pop() + " " + ThreadContext.cloneStack());
        ThreadContext.trim(0);
        ThreadContext.removeAll(List.of("user", "absent"));
        ThreadContext.remove("room");
        say("removed");
        ThreadContext.put("seat", null);
        System.out.println("null " + ThreadContext.get("seat"));
        ThreadContext.clearMap();
        ThreadContext.push("last");
        say("clearMap");
        ThreadContext.clearAll();
        say("clearAll");
        System.out.println("empty " + ThreadContext.isEmpty());
    }

    private static void say(String step) {
        System.out.println(step + " " + new TreeMap<>(ThreadContext.getContext()) + " "
                + ThreadContext.getImmutableStack().asList());
    }
}
