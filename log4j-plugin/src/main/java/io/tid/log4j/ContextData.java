package io.tid.log4j;

import io.tid.LogContext;
import java.util.HashMap;
import java.util.Map;
import org.apache.logging.log4j.util.BiConsumer;
import org.apache.logging.log4j.util.ReadOnlyStringMap;
import org.apache.logging.log4j.util.SortedArrayStringMap;
import org.apache.logging.log4j.util.StringMap;
import org.apache.logging.log4j.util.TriConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A {@link LogContext} as events carry it: the same entries, in place, so that an event costs no copy of them. Frozen
 * from the start, as a context is. Equal to each of Log4j's own maps with the same entries, so that an event equals its copy. Written to a stream it becomes Log4j's own map, which a reader has without this class.
 */
final class ContextData implements StringMap {

    private static final long serialVersionUID = 1L;

    private final transient LogContext context;

    ContextData(LogContext context) {
        this.context = context;
    }

    /** A map of Log4j's that can be changed, with the entries and room for some more. */
    static StringMap copyOf(LogContext context, int more) {
        StringMap copy = new SortedArrayStringMap(context.size() + more);
        context.forEach(copy::putValue);
        return copy;
    }

    @Override
    public Map<String, String> toMap() {
        Map<String, String> copy = new HashMap<>();
        context.forEach(copy::put);
        return copy;
    }

    @Override
    public boolean containsKey(@Nullable String key) {
        return key != null && context.get(key) != null;
    }

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the interface's: who asks names the type
    public <V> @Nullable V getValue(@Nullable String key) {
        return key == null ? null : (V) context.get(key);
    }

    @Override
    @SuppressWarnings("unchecked") // the interface lets the caller name the type; all values are strings
    public <V> void forEach(BiConsumer<String, ? super V> action) {
        context.forEach((key, value) -> action.accept(key, (V) value));
    }

    @Override
    @SuppressWarnings("unchecked") // the interface lets the caller name the type; all values are strings
    public <V, S> void forEach(TriConsumer<String, ? super V, S> action, S state) {
        context.forEach((key, value) -> action.accept(key, (V) value, state));
    }

    @Override
    public boolean isEmpty() {
        return size() == 0;
    }

    @Override
    public int size() {
        return context.size();
    }

    @Override
    public void freeze() {}

    @Override
    public boolean isFrozen() {
        return true;
    }

    @Override
    public void clear() {
        throw frozen();
    }

    @Override
    public void putAll(ReadOnlyStringMap source) {
        throw frozen();
    }

    @Override
    public void putValue(String key, @Nullable Object value) {
        throw frozen();
    }

    @Override
    public void remove(String key) {
        throw frozen();
    }

    private static UnsupportedOperationException frozen() {
        return new UnsupportedOperationException("the context of an event must not be changed: it is frozen");
    }

    private Object writeReplace() {
        StringMap copy = copyOf(context, 0);
        copy.freeze();
        return copy;
    }

    /** Whether the other is a map of the same entries, of any class, as among Log4j's own. */
    @Override
    public boolean equals(@Nullable Object other) {
        if (other instanceof ContextData that) {
            return context.equals(that.context);
        }
        return other instanceof ReadOnlyStringMap that && size() == that.size() && toMap().equals(that.toMap());
    }

    /** That of Log4j's own maps: the hash code of the entries as a {@code java.util.Map}. */
    @Override
    public int hashCode() {
        return toMap().hashCode();
    }

    /** The entries as Log4j's own map shows them, <code>{room=7, user=Ann}</code>: raw, for a log that is escaped as a whole. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("{");
        context.forEach((key, value) -> text.append(text.length() == 1 ? "" : ", ")
                .append(key)
                .append('=')
                .append(value));
        return text.append('}').toString();
    }
}
