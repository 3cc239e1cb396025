package io.tid.profile;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.util.ArrayDeque;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All that this library touches of the JDK beyond its public API, read-only, by method handles that exist only where the
 * user granted it:
 *
 * <ul>
 *   <li>{@code jdk.internal.vm.ThreadContainers.root()} and {@code trackAllThreads()}; {@code ThreadContainer}'s
 *       {@code threads()}, {@code children()}, {@code threadCount()} and {@code owner()}: the list of live threads.
 *       Granted by exporting {@code java.base/jdk.internal.vm}.
 *   <li>the fields {@code java.lang.VirtualThread.carrierThread}, what a mounted virtual thread runs on;
 *       {@code java.lang.Thread.headStackableScopes}, whether a thread has scopes open, where more threads may be; and
 *       {@code java.lang.Thread.inheritableThreadLocals} with its map's {@code table} and an entry's {@code value}, where
 *       {@code io.tid.LogContext} binds contexts. Granted by opening {@code java.base/java.lang}.
 *   <li>where this library was loaded into a running application, by a class loader of its own: the final fields of that
 *       application's {@code io.tid.Binding} and {@code io.tid.LogContext}.
 * </ul>
 *
 * <p>Each thread is then read with the public methods of {@link Thread}. The JDK's own dumpers
 * ({@code HotSpotDiagnosticMXBean.dumpThreads}, {@code jcmd Thread.dump_to_file}) are not used: they crash JDK 25.0.3
 * while virtual threads mount and unmount (JDK-8364343).
 *
 * <p>An instance is made once access is there, and kept; until then every call looks again, because an agent may be
 * loaded at any time. Two threads may each make one; they are equal.
 */
final class Internals {

    private static final Module BASE = Object.class.getModule();
    private static final Module OURS = Internals.class.getModule();

    /** Whether {@code ThreadContainers.children} lists as {@link #forEachChild} expects; seen in the source up to 25. */
    private static final boolean REGISTERED_COME_FIRST = Runtime.version().feature() <= 25;

    private static volatile @Nullable Internals opened;

    private static volatile @Nullable VarHandle carrierThread;

    private final MethodHandle root;
    private final MethodHandle threads;
    private final MethodHandle children;
    private final MethodHandle threadCount;
    private final MethodHandle owner;
    private final boolean tracksAll;

    private Internals() throws ReflectiveOperationException {
        Lookup lookup = MethodHandles.lookup();
        Class<?> containers = Class.forName("jdk.internal.vm.ThreadContainers");
        Class<?> container = Class.forName("jdk.internal.vm.ThreadContainer");
        root = lookup.findStatic(containers, "root", MethodType.methodType(container));
        threads = lookup.findVirtual(container, "threads", MethodType.methodType(Stream.class));
        children = lookup.findVirtual(container, "children", MethodType.methodType(Stream.class));
        threadCount = lookup.findVirtual(container, "threadCount", MethodType.methodType(long.class));
        owner = lookup.findVirtual(container, "owner", MethodType.methodType(Thread.class));
        tracksAll =
                (Boolean) call(lookup.findStatic(containers, "trackAllThreads", MethodType.methodType(boolean.class)));
    }

    /** The way to the list of all threads, or null where it was not granted or this JDK has none such. */
    static @Nullable Internals granted() {
        Internals known = opened;
        if (known == null && BASE.isExported("jdk.internal.vm", OURS)) {
            try {
                known = new Internals();
                opened = known;
            } catch (ReflectiveOperationException anotherJdk) {
                return null; // visibility() tells
            }
        }
        return known;
    }

    /** What hides virtual threads, and what mends it, in one line; null where nothing does. */
    static @Nullable String hindrance() {
        String threads = hiddenThreads();
        String contexts = hiddenContexts();
        if (threads == null || contexts == null) {
            return threads == null ? contexts : threads;
        }
        return threads + "; " + contexts;
    }

    /** As {@link #hindrance()}, of threads alone. */
    static @Nullable String hiddenThreads() {
        Internals granted = granted();
        if (granted == null) {
            String us = us();
            return BASE.isExported("jdk.internal.vm", OURS)
                    ? "platform threads only: this JDK (" + Runtime.version() + ") lists its threads in another way"
                    : "platform threads only: to see virtual threads, start the JVM with"
                            + " --add-exports java.base/jdk.internal.vm=" + us + " or -javaagent:tid-profile.jar";
        }
        return granted.tracksAll
                ? null
                : "some virtual threads only: to see those started without an executor,"
                        + " start the JVM without -Djdk.trackAllThreads=false";
    }

    private static @Nullable String hiddenContexts() {
        if (inheritable() != null) {
            return null;
        }
        return BASE.isOpen("java.lang", OURS)
                ? "no contexts: this JDK (" + Runtime.version() + ") keeps thread locals in another way"
                : "no contexts: to see them, start the JVM with --add-opens java.base/java.lang=" + us();
    }

    private static String us() {
        return OURS.isNamed() ? OURS.getName() : "ALL-UNNAMED";
    }

    /** Gives each live thread, in no order; those that start or end meanwhile may be missed. */
    void forEach(Visitor visitor) {
        forEachContainer(container -> {
            Thread starter = (Thread) call(owner, container);
            String name = container.toString();
            long ownerId = starter == null ? 0 : starter.threadId();
            stream(threads, container).forEach(thread -> visitor.visit((Thread) thread, name, ownerId));
        });
    }

    long count() {
        long[] sum = {0};
        forEachContainer(container -> sum[0] += (Long) call(threadCount, container));
        return sum[0];
    }

    private void forEachContainer(Consumer<Object> action) {
        ArrayDeque<Object> left = new ArrayDeque<>();
        left.add(call(root));
        for (Object container = left.poll(); container != null; container = left.poll()) {
            action.accept(container);
            forEachChild(container, left::add);
        }
    }

    /**
     * Gives the containers in this one, as the JDK lists them or by a way that takes a third of the time. To find those
     * that were opened by threads the JDK makes a stream for each thread. Where a look at the threads finds no scope,
     * there can only be registered ones, such as executors: all in the root, and the first part of its list.
     */
    private void forEachChild(Object container, Consumer<Object> action) {
        Stream<?> listed = stream(children, container);
        boolean owned = call(owner, container) != null; // and may enclose another
        if (!REGISTERED_COME_FIRST || owned || mayHaveScopes(stream(threads, container))) {
            listed.forEach(action);
        } else if (container.equals(call(root))) {
            listed.spliterator().trySplit().forEachRemaining(action);
        }
    }

    /** Counts, because {@code anyMatch} walks thread by thread, which takes as long as the JDK's way. */
    private static boolean mayHaveScopes(Stream<?> threads) {
        return !BASE.isOpen("java.lang", OURS)
                || threads.filter(Scopes::mayBeOpenIn).count() > 0;
    }

    private static Stream<?> stream(MethodHandle method, Object container) {
        return (Stream<?>) call(method, container);
    }

    private static Object call(MethodHandle method, Object... container) {
        try {
            return method.invokeWithArguments(container);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable undeclared) {
            throw new AssertionError(undeclared);
        }
    }

    /** Initialized only once access is there, so that the handle is a constant for the compiler. */
    private static final class Scopes {

        static final @Nullable MethodHandle HEAD = find();

        private static @Nullable MethodHandle find() {
            try {
                Class<?> scope = Class.forName("jdk.internal.vm.StackableScope");
                return getter(Thread.class, "headStackableScopes", scope, Object.class);
            } catch (ReflectiveOperationException anotherJdk) {
                return null;
            }
        }

        static boolean mayBeOpenIn(Object thread) {
            MethodHandle head = HEAD;
            try {
                return head == null || (Object) head.invokeExact((Thread) thread) != null;
            } catch (RuntimeException | Error e) {
                throw e;
            } catch (Throwable undeclared) {
                throw new AssertionError(undeclared);
            }
        }
    }

    /** The id of the carrier of a mounted virtual thread; 0 for any other thread, and where not granted. */
    static long carrierId(Thread thread) {
        VarHandle field = thread.isVirtual() ? carrierField() : null;
        Thread carrier = field == null ? null : (Thread) field.getVolatile(thread);
        return carrier == null ? 0 : carrier.threadId();
    }

    static boolean seesCarriers() {
        return BASE.isOpen("java.lang", OURS);
    }

    private static @Nullable VarHandle carrierField() {
        VarHandle known = carrierThread;
        if (known == null && seesCarriers()) {
            try {
                Class<?> virtual = Class.forName("java.lang.VirtualThread");
                known = MethodHandles.privateLookupIn(virtual, MethodHandles.lookup())
                        .findVarHandle(virtual, "carrierThread", Thread.class);
                carrierThread = known;
            } catch (ReflectiveOperationException anotherJdk) {
                return null;
            }
        }
        return known;
    }

    /** The way to the thread locals that a thread inherited, or null where it was not granted or is another one here. */
    static @Nullable Inheritable inheritable() {
        return BASE.isOpen("java.lang", OURS) ? Inheritable.FOUND : null;
    }

    /** A field of a class of the application's, such as of its own copy of tid-core. */
    record Field(Class<?> type, MethodHandle getter) {

        static Field of(Class<?> holder, String name) throws ReflectiveOperationException {
            java.lang.reflect.Field field = holder.getDeclaredField(name);
            MethodHandle getter = MethodHandles.privateLookupIn(holder, MethodHandles.lookup())
                    .unreflectGetter(field)
                    .asType(MethodType.methodType(Object.class, Object.class));
            return new Field(field.getType(), getter);
        }

        @Nullable
        Object in(Object holder) {
            return call(getter, holder);
        }
    }

    private static MethodHandle getter(Class<?> holder, String name, Class<?> type, Class<?> as)
            throws ReflectiveOperationException {
        return MethodHandles.privateLookupIn(holder, MethodHandles.lookup())
                .findVarHandle(holder, name, type)
                .toMethodHandle(VarHandle.AccessMode.GET_ACQUIRE)
                .asType(MethodType.methodType(as, holder == Thread.class ? Thread.class : Object.class));
    }

    /**
     * Reads the thread locals that other threads may inherit, of any thread, while that thread may change them.
     *
     * <p>It only looks: {@code ThreadLocalMap.getEntry} and all others of the map's methods may move entries, which none
     * but the owner may do, and {@code ThreadLocal.get} would ask the wrong thread. Looking races with the owner: an
     * entry that is being moved, because another one was removed, may be missed for this once, and one that has just
     * been removed may still be seen. A value that is seen was bound in that thread; its final fields are seen whole.
     *
     * <p>The handles are constants for the compiler, because this class is initialized only once access is there.
     */
    record Inheritable(MethodHandle map, MethodHandle table, MethodHandle value) {

        static final @Nullable Inheritable FOUND = find();

        private static @Nullable Inheritable find() {
            try {
                Class<?> map = Class.forName("java.lang.ThreadLocal$ThreadLocalMap");
                Class<?> entry = Class.forName("java.lang.ThreadLocal$ThreadLocalMap$Entry");
                return new Inheritable(
                        getter(Thread.class, "inheritableThreadLocals", map, Object.class),
                        getter(map, "table", entry.arrayType(), Object[].class),
                        getter(entry, "value", Object.class, Object.class));
            } catch (ReflectiveOperationException anotherJdk) {
                return null; // visibility() tells
            }
        }

        /** The first answer that is not null, given the values one by one; null if there is none. */
        <T> @Nullable T first(Thread thread, Function<Object, @Nullable T> ask) {
            try {
                Object found = (Object) map.invokeExact(thread);
                Object[] entries = found == null ? null : (Object[]) table.invokeExact(found);
                for (int i = 0; entries != null && i < entries.length; i++) {
                    Object entry = entries[i];
                    Object held = entry == null ? null : (Object) value.invokeExact(entry);
                    T answer = held == null ? null : ask.apply(held);
                    if (answer != null) {
                        return answer;
                    }
                }
                return null;
            } catch (RuntimeException | Error e) {
                throw e;
            } catch (Throwable undeclared) {
                throw new AssertionError(undeclared);
            }
        }
    }

    interface Visitor {

        /** {@code ownerId} is the thread that owns the container, which started all in it; 0 where it has none. */
        void visit(Thread thread, String container, long ownerId);
    }
}
