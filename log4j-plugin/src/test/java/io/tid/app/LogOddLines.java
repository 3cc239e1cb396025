package io.tid.app;

import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.ThreadContext;

/** An application that the tests run in JVMs of its own: one thread logs lines that are hard to write, in one order. */
public final class LogOddLines {

    private static final String PAIR = "\uD83D\uDE00";

    private LogOddLines() {}

    /** An object whose text logs a line of its own. */
    private record Nested(Logger logger, int depth) {

        @Override
        public String toString() {
            if (depth > 0) {
                logger.warn("inside {}: {}", depth, new Nested(logger, depth - 1));
            }
            return "nested " + depth;
        }
    }

    /** An object without a text. */
    private static final class Failing {

        @Override
        public String toString() {
            throw new IllegalStateException("no text");
        }
    }

    /**
     * Logs and ends.
     *
     * @param args how deep lines are logged from inside a line
     */
    public static void main(String[] args) {
        int depth = Integer.parseInt(args[0]);
        Logger logger = LogManager.getLogger("app.odd");
        Exception thrown = new IllegalStateException("good – " + PAIR, new RuntimeException("cause"));
        ThreadContext.put("room", "7 ✓");
        for (int length = 0; length < 3; length++) {
            logger.info("good, Ωmega 語 {} \uD83D lone {}", PAIR, length);
            logger.error("failed", thrown);
            logger.info("{}", new Nested(logger, depth));
            logger.info("{}", new Failing());
            logger.info("x".repeat(2000) + "é");
            logger.info("語".repeat(3000));
            logger.warn("{}", "long ".repeat(20_000), thrown);
        }
        LogManager.shutdown();
    }
}
