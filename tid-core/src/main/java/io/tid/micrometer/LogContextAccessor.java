package io.tid.micrometer;

import io.micrometer.context.ThreadLocalAccessor;
import io.tid.LogContext;
import io.tid.bridge.ContextBridge;
import org.jspecify.annotations.Nullable;

/**
 * {@link LogContext} as one of the values that Micrometer's context propagation carries between threads, and with it
 * Reactor and Spring.
 *
 * <p>On the class path it is found as a service and nothing needs to be done. On the module path a module cannot provide
 * a service of an optional library, so there it is registered by hand, once:
 *
 * {@snippet :
 * ContextRegistry.getInstance().registerThreadLocalAccessor(new LogContextAccessor());
 * }
 *
 * <p>The empty context counts as no value: a snapshot leaves it out, and clears it where the snapshot was told to clear
 * what is missing. Values are set and restored without a {@link LogContext.Scope}; close what you open between the two.
 * Stateless; any thread may use it.
 */
@SuppressWarnings("exports") // who uses it has Micrometer
public final class LogContextAccessor implements ThreadLocalAccessor<LogContext> {

    /** The key of the context among Micrometer's values, and in Reactor's context: {@value}. */
    public static final String KEY = "io.tid.LogContext";

    private static final ContextBridge<LogContext> BRIDGE = ContextBridge.of(LogContext.empty());

    /** For the service loader, and for registration by hand. */
    public LogContextAccessor() {}

    @Override
    public Object key() {
        return KEY;
    }

    @Override
    public @Nullable LogContext getValue() {
        LogContext current = LogContext.current();
        return current.size() == 0 ? null : current;
    }

    @Override
    public void setValue(LogContext context) {
        BRIDGE.bind(context);
    }

    /** Binds the empty context. */
    @Override
    public void setValue() {
        BRIDGE.bind(LogContext.empty());
    }
}
