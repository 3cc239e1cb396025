package io.tid.profile;

import io.tid.LogContext;
import io.tid.bridge.ContextBridge;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What other threads have bound in {@link LogContext}, for one walk over them. Not thread-safe.
 *
 * <p>A profile that was loaded into a running application has classes of its own, and meets that application's. Those it
 * knows by their name and reads by their fields; where they differ from the ones here, their contexts stay unknown. What
 * it found out about a class it forgets with the walk, so that neither class loader holds the other.
 */
final class Contexts {

    private static final String BINDING = "io.tid.Binding";

    private final Internals.Inheritable inheritable;
    private final Map<Class<?>, Reader> readers = new HashMap<>();

    private Contexts(Internals.Inheritable inheritable) {
        this.inheritable = inheritable;
    }

    /** Null where contexts cannot be read. */
    static @Nullable Contexts granted() {
        Internals.Inheritable inheritable = Internals.inheritable();
        return inheritable == null ? null : new Contexts(inheritable);
    }

    Origin of(Thread thread) {
        Origin origin = inheritable.first(thread, this::read);
        return origin == null ? Origin.UNKNOWN : origin;
    }

    private @Nullable Origin read(Object value) {
        return readers.computeIfAbsent(value.getClass(), Contexts::reader).read(value);
    }

    private static Reader reader(Class<?> type) {
        if (!type.getName().equals(BINDING)) {
            return value -> null;
        }
        boolean ours = Objects.equals(type.getClassLoader(), LogContext.class.getClassLoader());
        return ours ? Ours::read : foreign(type);
    }

    private static Reader foreign(Class<?> type) {
        try {
            Internals.Field context = Internals.Field.of(type, "context");
            Internals.Field parentId = Internals.Field.of(type, "parentId");
            Internals.Field creator = Internals.Field.of(type, "creator");
            Internals.Field pairs = Internals.Field.of(context.type(), "pairs");
            return binding -> {
                try {
                    Object bound = Objects.requireNonNull(context.in(binding));
                    return new Origin(
                            labels((String[]) Objects.requireNonNull(pairs.in(bound))),
                            (Long) Objects.requireNonNull(parentId.in(binding)),
                            (StackTraceElement) creator.in(binding));
                } catch (RuntimeException anotherShape) {
                    return null;
                }
            };
        } catch (ReflectiveOperationException anotherShape) {
            return binding -> null;
        }
    }

    private static Map<String, String> labels(String[] pairs) {
        Map<String, String> labels = new HashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            labels.put(pairs[i], pairs[i + 1]);
        }
        return Map.copyOf(labels);
    }

    private interface Reader {

        /** Null if the value binds nothing. */
        @Nullable
        Origin read(Object value);
    }

    /** Of this library's own class loader; initialized when there is a binding, so that looking makes none. */
    private static final class Ours {

        private static final ContextBridge<LogContext> BRIDGE = ContextBridge.of(LogContext.empty());

        static @Nullable Origin read(Object value) {
            ContextBridge.Bound<LogContext> bound = BRIDGE.bound(value);
            return bound == null ? null : new Origin(labels(bound.context()), bound.parentId(), bound.creator());
        }

        private static Map<String, String> labels(LogContext context) {
            if (context.size() == 0) {
                return Map.of();
            }
            Map<String, String> labels = new HashMap<>();
            context.forEach(labels::put);
            return Map.copyOf(labels);
        }
    }

    /** What is known of a thread by its binding; 0, null and no labels where nothing is. */
    record Origin(
            Map<String, String> labels,
            long parentId,
            @Nullable StackTraceElement creator) {

        static final Origin UNKNOWN = new Origin(Map.of(), 0, null);
    }
}
