package io.tid;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a thread has bound: its context, who made it, and its innermost open scope.
 *
 * <p>Invariant: a thread's binding is replaced only by that thread, with {@link #open}, {@link #close} or
 * {@link #bind}, and every scope that the thread opened and has not closed is found from {@link #scope} outwards.
 * A binding that a thread made for itself is seen by no other. The one that it hands to the threads it makes is shared
 * by all of them; it is immutable, and holds neither the maker's scopes nor its thread.
 *
 * <p>Two thread locals. {@link #BOUND} is what threads made from here inherit. A thread with nothing bound has no entry
 * there, and looking must not leave one: an entry, even of null, makes the JVM copy a map of 136 bytes into every thread
 * made afterwards. {@code ThreadLocal.get} stores what {@code initialValue} returns; the one documented way to look
 * without a trace is that it returns nothing, but throws. That is for once in a thread's life, because where the throw is
 * not compiled to a jump it costs 85 ns, on every line that is logged without a context. So {@link #HERE} remembers what
 * the thread found or has set since. It is not inherited, and costs the thread that asks 56 bytes.
 */
final class Binding {

    private static final InheritableThreadLocal<Binding> BOUND = new Bound();

    /**
     * What a thread has bound, for itself alone: one read of a thread local to find it and to replace it. An array and not
     * an object of a class of ours, because it stays in the thread: a class would keep its class loader, and with it a web
     * application that was stopped.
     */
    private static final ThreadLocal<@Nullable Object[]> HERE =
            ThreadLocal.withInitial(() -> new @Nullable Object[] {inherited()});

    final LogContext context;

    /** 0 where unknown. */
    final long parentId;

    final @Nullable StackTraceElement creator;

    final LogContext.@Nullable Scope scope;

    private final boolean inherited;

    /**
     * What threads made from here get, so that a million of them share one. Never set in an inherited binding: those are
     * shared between threads, and threads that make one another in turn would grow a chain of them without end.
     */
    private @Nullable Binding forChildren;

    private Binding(
            LogContext context,
            long parentId,
            @Nullable StackTraceElement creator,
            LogContext.@Nullable Scope scope,
            boolean inherited) {
        this.context = context;
        this.parentId = parentId;
        this.creator = creator;
        this.scope = scope;
        this.inherited = inherited;
    }

    static @Nullable Binding current() {
        return now(HERE.get());
    }

    private static @Nullable Binding now(@Nullable Object[] here) {
        return (Binding) here[0];
    }

    private static @Nullable Binding inherited() {
        try {
            return BOUND.get();
        } catch (Unbound nothing) {
            return null;
        }
    }

    private static void set(@Nullable Object[] here, @Nullable Binding binding) {
        if (binding == null) {
            BOUND.remove();
        } else {
            BOUND.set(binding);
        }
        here[0] = binding;
    }

    static LogContext.Scope open(LogContext context) {
        @Nullable Object[] here = HERE.get();
        LogContext.Scope scope = new LogContext.Scope(now(here), context);
        set(here, own(context, now(here), scope));
        return scope;
    }

    static void close(LogContext.Scope scope) {
        @Nullable Object[] here = HERE.get();
        Binding now = now(here);
        LogContext.Scope innermost = now == null ? null : now.scope;
        if (innermost == scope) {
            scope.closed = true;
            set(here, scope.before);
        } else {
            closeOutOfTurn(here, scope, innermost);
        }
    }

    /** Not the innermost one: another thread's, an outer one, or one whose thread locals somebody has erased. */
    private static void closeOutOfTurn(
            @Nullable Object[] here, LogContext.Scope scope, LogContext.@Nullable Scope innermost) {
        if (scope.ownerId != Tid.current()) {
            throw new IllegalStateException("scope must be closed by the thread that opened it: " + scope
                    + ", closed by " + Tid.label() + " inside " + (innermost == null ? "no scope" : innermost));
        }
        for (LogContext.Scope inner = innermost; inner != null && inner != scope; inner = outer(inner)) {
            inner.closed = true;
        }
        scope.closed = true;
        set(here, scope.before);
        if (innermost != null) {
            throw new IllegalStateException("scopes must be closed in reverse order: " + scope + ", closed before "
                    + innermost + "; now both are");
        }
    }

    private static LogContext.@Nullable Scope outer(LogContext.Scope scope) {
        return scope.before == null ? null : scope.before.scope;
    }

    /** Replaces the context and leaves the open scopes as they are. */
    static void bind(LogContext context) {
        @Nullable Object[] here = HERE.get();
        Binding now = now(here);
        if (now == null ? context.size() == 0 : context.equals(now.context)) {
            return;
        }
        if (now != null && context.size() == 0 && now.saysNothingElse()) {
            set(here, null);
        } else {
            set(here, own(context, now, now == null ? null : now.scope));
        }
    }

    private boolean saysNothingElse() {
        return scope == null && parentId == 0 && Lineage.MODE == Lineage.OFF;
    }

    private static Binding own(LogContext context, @Nullable Binding now, LogContext.@Nullable Scope scope) {
        return now == null
                ? new Binding(context, 0, null, scope, false)
                : new Binding(context, now.parentId, now.creator, scope, false);
    }

    /** The binding of a thread that the current thread is making. */
    private Binding forChild() {
        StackTraceElement frame = Lineage.MODE == Lineage.CREATOR ? Lineage.creatorFrame() : null;
        Binding last = forChildren;
        if (last != null && Objects.equals(frame, last.creator)) {
            return last;
        }
        Binding child = new Binding(context, Tid.current(), frame, null, true);
        if (!inherited) {
            forChildren = child;
        }
        return child;
    }

    private static final class Bound extends InheritableThreadLocal<Binding> {

        @Override
        protected Binding initialValue() {
            if (Lineage.MODE == Lineage.OFF) {
                throw Unbound.INSTANCE;
            }
            return own(LogContext.empty(), null, null);
        }

        /** Runs in the thread that makes the child. */
        @Override
        protected Binding childValue(Binding parent) {
            return parent.forChild();
        }
    }

    private static final class Unbound extends RuntimeException {

        private static final long serialVersionUID = 1L;

        @SuppressWarnings(
                "StaticAssignmentOfThrowable") // it has neither a trace nor suppressed exceptions to get wrong
        private static final Unbound INSTANCE = new Unbound();

        private Unbound() {
            super(null, null, false, false);
        }
    }
}
