package io.tid.bridge;

import org.jspecify.annotations.Nullable;

/**
 * What this project's other modules need of {@code io.tid.LogContext} and no application should have: to bind without a
 * scope, to keep another library's form of a context beside it, and to tell what another thread has bound.
 *
 * <p>The package is exported to this project's own modules only, and {@code LogContext} installs the one instance. It is
 * generic in the context for one reason: so that this package needs nothing of {@code io.tid}, which needs this one.
 *
 * @param <C> {@code io.tid.LogContext}
 */
public abstract class ContextBridge<C> {

    private static volatile @Nullable ContextBridge<?> installed;

    /** For {@code LogContext}. */
    protected ContextBridge() {}

    /**
     * Installs the bridge, once.
     *
     * @param bridge the one bridge
     * @throws IllegalStateException if there is one
     */
    public static synchronized void install(ContextBridge<?> bridge) {
        if (installed != null) {
            throw new IllegalStateException("bridge must be installed once: installed=" + installed);
        }
        installed = bridge;
    }

    /**
     * The bridge to the store of a context.
     *
     * @param <C> {@code io.tid.LogContext}
     * @param any any context, such as the empty one: who holds it has initialized its class, which installed the bridge
     * @return the bridge
     */
    @SuppressWarnings("unchecked") // there is one store, and its contexts are of one class
    public static <C> ContextBridge<C> of(C any) {
        ContextBridge<?> bridge = installed;
        if (bridge == null) {
            throw new IllegalStateException("class must have installed a bridge: class=" + any.getClass());
        }
        return (ContextBridge<C>) bridge;
    }

    /**
     * Replaces the context of the thread that calls, until something else does or the scope around it is closed. Open
     * scopes stay open, and closing the innermost restores what was bound before it. On a thread with nothing else
     * bound, the empty context leaves no trace.
     *
     * @param context the context
     */
    public abstract void bind(C context);

    /**
     * The view kept beside a context.
     *
     * @param context the context
     * @return the view that some thread kept last, whole even if its fields are not final; null if none did. There is one
     *     place, so another library's bridge may have taken it: check the class.
     */
    public abstract @Nullable Object view(C context);

    /**
     * Keeps a view beside a context, for every thread that shares it. Threads that race each keep theirs and the last
     * one stays, so a view must depend on the context alone, and must not change any more.
     *
     * @param context the context
     * @param view the view
     */
    public abstract void view(C context, Object view);

    /**
     * Tells what a thread has bound, from the value that the thread's inheritable thread locals hold. All that is read
     * was final when the thread published it, so any thread may ask at any time.
     *
     * @param value the value, of any class
     * @return what it binds; null if it is of another thread local
     */
    public abstract @Nullable Bound<C> bound(Object value);

    /**
     * What a thread has bound.
     *
     * @param <C> {@code io.tid.LogContext}
     * @param context the context
     * @param parentId the id of the thread that made the thread, or 0 where unknown
     * @param creator the line of code that made the thread, or null where unknown
     */
    public record Bound<C>(
            C context, long parentId, @Nullable StackTraceElement creator) {}
}
