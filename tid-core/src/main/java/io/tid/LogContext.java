package io.tid;

import io.tid.bridge.ContextBridge;
import io.tid.text.SafeText;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The key/value pairs of the work in hand, such as a request's id and its user: immutable, bound to a thread for the
 * extent of a {@linkplain Scope scope}, and inherited by the threads that are made inside it.
 *
 * {@snippet :
 * try (LogContext.Scope scope = LogContext.current().with("requestId", "17").open()) {
 *     log.info("seen with requestId=17");
 *     Thread.startVirtualThread(() -> log.info("and this too"));
 * }
 * }
 *
 * <p><b>Per thread.</b> Each thread has one current context, {@linkplain #empty() empty} unless something was bound.
 * {@link #open()}, {@link #run run} and {@link #call call} bind a context for the calling thread alone and give back
 * what was bound before. No thread ever changes what another one sees.
 *
 * <p><b>Inheritance.</b> A thread, platform or virtual, begins with the context that was current in the thread that
 * made it, at the moment when the {@code Thread} object was made; it is the same object, nothing is copied. What either
 * of them binds later is its own. A thread built with {@code inheritInheritableThreadLocals(false)} begins empty. A
 * pool's worker is made once and keeps the context of that moment, and so does a worker of the common pool on some JDKs
 * (21 does, 25 does not): give tasks to a pool through {@link #wrap(ExecutorService)}. The context is inherited, the
 * thread's id
 * ({@link Tid}) never is.
 *
 * <p><b>Who started it.</b> Where there was something to inherit, a thread also knows its maker's id,
 * {@link #parentId()}. The system property {@code tid.lineage}, read once, widens that: {@code on} makes every thread
 * know its parent whose line of makers reaches back to a thread that had used this class before, and {@code creator}
 * also the line of code, {@link #creator()}.
 *
 * <p>Contexts are values: equal if their pairs are, safe to share between threads. A context has room for as many pairs
 * as memory, but is made for a handful: {@link #with} and {@link #without} copy the pairs (8 bytes each and 40 more),
 * {@link #get} searches them by halves. {@link #current()} is one read of a {@code ThreadLocal}; the first one in a
 * thread keeps 56 bytes there, the others allocate nothing. A thread whose starter had nothing bound, with
 * lineage off, costs nothing more than before.
 */
@SuppressWarnings("exports") // who has no JSpecify reads the annotations as comments
public final class LogContext {

    private static final VarHandle VIEW;

    static {
        try {
            VIEW = MethodHandles.lookup().findVarHandle(LogContext.class, "view", Object.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static final LogContext EMPTY = new LogContext(new String[0]);

    static {
        ContextBridge.install(new LogContextBridge());
        Binding.current(); // with lineage on, the thread that loads this class is a first maker
    }

    /** Key, value, key, value, ..., keys ascending; never written after construction. */
    private final String[] pairs;

    /**
     * The same pairs as one logging framework wants them, or null until it asked. Threads that share the context may
     * each make a view and the last one stays: they are equal, so a lost race costs one view. It is written with release
     * and read with acquire, so that whoever sees a view sees it whole, even one without final fields.
     */
    @SuppressWarnings("unused") // by VIEW
    private @Nullable Object view;

    private LogContext(String[] pairs) {
        this.pairs = pairs;
    }

    /**
     * The context without pairs.
     *
     * @return the one empty context
     */
    public static LogContext empty() {
        return EMPTY;
    }

    /**
     * The context of the thread that calls: what it bound last and has not closed, else what it inherited, else the
     * empty one.
     *
     * @return the context
     */
    public static LogContext current() {
        Binding now = Binding.current();
        return now == null ? EMPTY : now.context;
    }

    /**
     * The id of the thread that made the thread that calls, as {@link Tid#of} gives it; that thread may have ended.
     *
     * @return the parent's id, or 0 where unknown: nothing was bound in the parent at the time and {@code tid.lineage}
     *     was not set, or this thread does not inherit
     */
    public static long parentId() {
        Binding now = Binding.current();
        return now == null ? 0 : now.parentId;
    }

    /**
     * The line of code that made the thread that calls: the innermost frame that is not of the JDK's base module. Known
     * with {@code -Dtid.lineage=creator}, which makes a thread cost some microseconds more. No exception and no class is
     * kept, only the names and the number.
     *
     * @return class, method, file and line, or null where unknown
     */
    public static @Nullable StackTraceElement creator() {
        Binding now = Binding.current();
        return now == null ? null : now.creator;
    }

    /**
     * This context and one pair more, or with another value for the key. Binds nothing.
     *
     * @param key the key, not empty
     * @param value the value, of any length
     * @return the context with that pair; this one if it has it already
     * @throws NullPointerException if {@code key} or {@code value} is null
     * @throws IllegalArgumentException if {@code key} is empty
     */
    public LogContext with(String key, String value) {
        return derived(Pairs.with(pairs, key, value));
    }

    /**
     * This context without one pair. Binds nothing.
     *
     * @param key the key of the pair
     * @return the context without that pair; this one if it has none of that key
     * @throws NullPointerException if {@code key} is null
     */
    public LogContext without(String key) {
        return derived(Pairs.without(pairs, key));
    }

    @SuppressWarnings("ReferenceEquality") // the same array says that nothing changed
    private LogContext derived(String[] changed) {
        if (changed == pairs) {
            return this;
        }
        return changed.length == 0 ? EMPTY : new LogContext(changed);
    }

    /**
     * The value of a key.
     *
     * @param key the key
     * @return its value, or null if there is no such pair
     * @throws NullPointerException if {@code key} is null
     */
    public @Nullable String get(String key) {
        int at = Pairs.indexOf(pairs, key);
        return at < 0 ? null : pairs[at + 1];
    }

    /**
     * Gives each pair to the action, in the keys' natural order. Allocates nothing.
     *
     * @param action takes key and value; what it throws ends the walk
     */
    public void forEach(BiConsumer<? super String, ? super String> action) {
        for (int i = 0; i < pairs.length; i += 2) {
            action.accept(pairs[i], pairs[i + 1]);
        }
    }

    /**
     * The number of pairs.
     *
     * @return the number, from 0
     */
    public int size() {
        return pairs.length / 2;
    }

    /**
     * Binds this context to the thread that calls, until the scope is closed. Meant for try-with-resources, which closes
     * scopes in the right order and on the right thread.
     *
     * @return the scope, open
     */
    public Scope open() {
        return Binding.open(this);
    }

    /**
     * Runs a task with this context current, here and now, whatever the task throws.
     *
     * @param task what to run
     */
    @SuppressWarnings("try") // open is all that the scope is for
    public void run(Runnable task) {
        try (Scope scope = open()) {
            task.run();
        }
    }

    /**
     * Calls an operation with this context current, here and now, whatever it throws.
     *
     * @param <T> the type of its result
     * @param <X> what it may throw, nothing checked for a lambda that throws nothing checked
     * @param operation what to call; {@code callable::call} for a {@code Callable}
     * @return its result
     * @throws X if the operation does
     */
    @SuppressWarnings("try")
    public <T extends @Nullable Object, X extends Throwable> T call(Operation<? extends T, X> operation) throws X {
        try (Scope scope = open()) {
            return operation.call();
        }
    }

    /**
     * A task that runs with the context that is current now, on whatever thread and as often as it is run. That is the
     * whole of its context: what the running thread has of its own is hidden meanwhile, also if this context is empty.
     *
     * @param task what to run
     * @return the task with its context
     * @throws NullPointerException if {@code task} is null
     */
    public static Runnable wrap(Runnable task) {
        return ContextTasks.of(current(), task);
    }

    /**
     * The same for a {@code Callable}. A lambda that returns a value fits {@code Callable} and {@code Supplier} alike;
     * assign it to a variable first, to say which.
     *
     * @param <T> the type of its result
     * @param task what to call
     * @return the task with the context that is current now
     * @throws NullPointerException if {@code task} is null
     * @see #wrap(Runnable)
     */
    public static <T extends @Nullable Object> Callable<T> wrap(Callable<T> task) {
        return ContextTasks.of(current(), task);
    }

    /**
     * The same for a {@code Supplier}.
     *
     * @param <T> the type of its result
     * @param task what to call
     * @return the supplier with the context that is current now
     * @throws NullPointerException if {@code task} is null
     * @see #wrap(Runnable)
     */
    public static <T extends @Nullable Object> Supplier<T> wrap(Supplier<T> task) {
        return ContextTasks.of(current(), task);
    }

    /**
     * An executor whose tasks run with the context that is current where and when each is submitted.
     *
     * @param executor what runs them
     * @return the executor with contexts
     * @throws NullPointerException if {@code executor} is null
     * @see #wrap(Runnable)
     */
    public static Executor wrap(Executor executor) {
        return ContextTasks.of(executor);
    }

    /**
     * The same for an {@code ExecutorService}: {@code execute}, {@code submit}, {@code invokeAll} and {@code invokeAny}
     * carry the context over, everything else is the given executor's. {@code shutdownNow} returns the tasks as that one
     * knows them.
     *
     * @param executor what runs the tasks; closing the returned one closes it
     * @return the executor with contexts
     * @throws NullPointerException if {@code executor} is null
     * @see #wrap(Runnable)
     */
    public static ExecutorService wrap(ExecutorService executor) {
        return new ContextExecutor(executor);
    }

    /** Whether the other is a context of the same pairs. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof LogContext that && Arrays.equals(pairs, that.pairs);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(pairs);
    }

    /** The pairs for a reader, such as <code>{user="Ann"}</code>, long texts cut and unprintable characters escaped. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("{");
        forEach((key, value) -> {
            SafeText.cut(text.length() == 1 ? text : text.append(", "), key);
            SafeText.cut(text.append('='), value);
        });
        return text.append('}').toString();
    }

    @Nullable
    Object view() {
        return VIEW.getAcquire(this);
    }

    void view(Object made) {
        VIEW.setRelease(this, made);
    }

    /** The keys for an error message, which is no place for the values. */
    String keys() {
        StringBuilder text = new StringBuilder("[");
        forEach((key, value) -> SafeText.cut(text.length() == 1 ? text : text.append(", "), key));
        return text.append(']').toString();
    }

    /**
     * An operation to call inside a context.
     *
     * @param <T> the type of its result
     * @param <X> what it may throw
     */
    @FunctionalInterface
    public interface Operation<T extends @Nullable Object, X extends Throwable> {

        /**
         * Does the operation.
         *
         * @return its result
         * @throws X if it fails
         */
        T call() throws X;
    }

    /**
     * The extent for which a context is bound to a thread.
     *
     * <p>Whatever happened since, after {@code close} the thread has what was bound before {@code open}: inner scopes
     * that were left open are closed with it, and what a logging framework's own context map put meanwhile is gone.
     */
    public static final class Scope implements AutoCloseable {

        final @Nullable Binding before;
        final long ownerId = Tid.current();
        boolean closed;
        private final LogContext context;

        Scope(@Nullable Binding before, LogContext context) {
            this.before = before;
            this.context = context;
        }

        /**
         * Gives the thread back what was bound before. Closing again is harmless.
         *
         * @throws IllegalStateException on another thread than the one that opened it, where nothing changes, here or
         *     there; or if a scope opened after this one is still open: then both are closed
         */
        @Override
        public void close() {
            if (!closed) {
                Binding.close(this);
            }
        }

        /** The keys and the thread, such as {@code scope ["user"] of gid-60}. */
        @Override
        public String toString() {
            return "scope " + context.keys() + " of " + Tid.label(ownerId);
        }
    }
}
