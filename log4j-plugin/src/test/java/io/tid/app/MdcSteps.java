package io.tid.app;

import io.tid.LogContext;
import java.util.Map;
import java.util.TreeMap;
import org.apache.logging.log4j.ThreadContext;
import org.slf4j.MDC;

/** An application that uses each part of SLF4J's {@code MDC} and prints what {@code ThreadContext} then holds. */
public final class MdcSteps {

    private MdcSteps() {}

    /** Prints one line a step; the last says what {@code LogContext} holds. */
    @SuppressWarnings("try") // open is all that the scopes are for
    public static void main(String[] args) {
        MDC.put("user", "Ann");
        say("put");
        Map<String, String> copy = MDC.getCopyOfContextMap();
        try (MDC.MDCCloseable scope = MDC.putCloseable("room", "7")) {
            say("inside");
        }
        say("closed");
        MDC.remove("user");
        say("remove");
        MDC.setContextMap(copy);
        ThreadContext.put("seat", "1");
        System.out.println("get " + MDC.get("user") + " " + MDC.get("seat") + " " + MDC.get("room"));
        MDC.pushByKey("stack", "a");
        System.out.println("stack " + MDC.getMDCAdapter().getCopyOfDequeByKey("stack") + " " + MDC.popByKey("stack"));
        MDC.put("seat", null);
        System.out.println("null " + MDC.get("seat"));
        MDC.clear();
        say("clear");
        MDC.put("user", "Bob");
        System.out.println("store " + LogContext.current());
    }

    private static void say(String step) {
        System.out.println(step + " " + new TreeMap<>(ThreadContext.getContext()));
    }
}
