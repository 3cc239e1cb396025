package io.tid.log4j;

import io.tid.LogContext;
import io.tid.Tid;
import io.tid.bridge.ContextBridge;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.logging.log4j.spi.CleanableThreadContextMap;
import org.apache.logging.log4j.spi.CopyOnWrite;
import org.apache.logging.log4j.spi.ReadOnlyThreadContextMap;
import org.apache.logging.log4j.status.StatusLogger;
import org.apache.logging.log4j.util.PropertiesUtil;
import org.apache.logging.log4j.util.StringMap;
import org.jspecify.annotations.Nullable;

/**
 * {@link LogContext} as Log4j's context map: what {@code ThreadContext}, SLF4J's {@code MDC} and {@code LogContext} put,
 * each of them sees, and every event carries. Log4j makes it where the property {@code log4j2.threadContextMap} is
 * {@code io.tid.log4j.TidThreadContextMap}.
 *
 * <p>It keeps nothing itself. A thread reads and replaces its own current context, so a thread made inside a context has
 * it, and closing a {@link LogContext.Scope} also undoes what was put here since it was opened.
 *
 * <p>It differs from Log4j's own map where {@code LogContext} does. A null value removes the entry. An empty key is not
 * kept, and the first one is reported to Log4j's status log. A null key is refused where it would be put, and is absent
 * everywhere else. Keys are sorted.
 *
 * <p>With the property {@code tid.context.gid=true}, of the system or of {@code log4j2.component.properties}, the entries
 * that events carry also say who logged: {@code gid}, and {@code parentGid} where {@link LogContext#parentId()} is
 * known, in place of entries of those names. They are taken when the event is made, by the thread that logs. Only events
 * have them: {@link #get} and {@link #getCopy} answer without, so that a copy put into another thread cannot carry the
 * wrong id there.
 *
 * <p>Costs: a put copies the context, as {@link LogContext#with} does. What events carry is the context itself, behind a
 * view of 16 bytes made once and shared by all threads that have it; a line takes it by pointer and allocates nothing. With
 * {@code tid.context.gid} it is made once for each run of lines of one thread within one context, so that threads
 * logging in turn inside a context that they share pay for a small map each time.
 *
 * @implNote {@link CopyOnWrite} and {@link ReadOnlyThreadContextMap} together are what makes Log4j take the frozen map
 *     itself, and not a copy of it, into an event.
 */
@SuppressWarnings("deprecation") // CopyOnWrite is deprecated as a thing to look for; Log4j still does
public final class TidThreadContextMap implements CleanableThreadContextMap, ReadOnlyThreadContextMap, CopyOnWrite {

    static final String GID = "gid";
    static final String PARENT_GID = "parentGid";
    static final String GID_PROPERTY = "tid.context.gid";

    private static final ContextBridge<LogContext> BRIDGE = ContextBridge.of(LogContext.empty());

    private final boolean addsIds;
    private final AtomicBoolean warned = new AtomicBoolean();

    /**
     * What events carry in a map that adds ids, kept beside the context. For other maps the entries alone are kept.
     *
     * @param id the thread that {@code entries} name
     * @param parentId the parent that they name, or 0 if none
     */
    private record WithIds(StringMap entries, long id, long parentId) {}

    /** A context map. Log4j calls this. */
    public TidThreadContextMap() {
        this(PropertiesUtil.getProperties().getBooleanProperty(GID_PROPERTY));
    }

    TidThreadContextMap(boolean addsIds) {
        this.addsIds = addsIds;
    }

    /** Whether events say who logged. */
    boolean addsIds() {
        return addsIds;
    }

    /**
     * Puts an entry into the current context of the thread that calls.
     *
     * @param key the key
     * @param value the value; null removes the entry
     * @throws NullPointerException if {@code key} is null
     */
    @Override
    public void put(String key, @Nullable String value) {
        BRIDGE.bind(with(LogContext.current(), key, value));
    }

    /**
     * Puts many entries, all at once.
     *
     * @param map the entries, of which null values remove theirs
     * @throws NullPointerException if {@code map} or one of its keys is null; then none is put
     */
    @Override
    public void putAll(Map<String, String> map) {
        LogContext context = LogContext.current();
        for (Map.Entry<String, String> entry : map.entrySet()) {
            context = with(context, entry.getKey(), entry.getValue());
        }
        BRIDGE.bind(context);
    }

    private LogContext with(LogContext context, String key, @Nullable String value) {
        if (value == null) {
            return context.without(key);
        }
        if (key != null && key.isEmpty()) {
            if (warned.compareAndSet(false, true)) {
                StatusLogger.getLogger().warn("key must not be empty: key=\"\", the entry is not kept");
            }
            return context;
        }
        return context.with(key, value);
    }

    @Override
    public @Nullable String get(@Nullable String key) {
        return key == null ? null : LogContext.current().get(key);
    }

    @Override
    public boolean containsKey(@Nullable String key) {
        return get(key) != null;
    }

    @Override
    public void remove(@Nullable String key) {
        if (key != null) {
            BRIDGE.bind(LogContext.current().without(key));
        }
    }

    @Override
    public void removeAll(Iterable<String> keys) {
        LogContext context = LogContext.current();
        for (String key : keys) {
            context = key == null ? context : context.without(key);
        }
        BRIDGE.bind(context);
    }

    @Override
    public void clear() {
        BRIDGE.bind(LogContext.empty());
    }

    @Override
    public boolean isEmpty() {
        return LogContext.current().size() == 0;
    }

    @Override
    public Map<String, String> getCopy() {
        Map<String, String> copy = new HashMap<>();
        LogContext.current().forEach(copy::put);
        return copy;
    }

    /** A copy that cannot be changed, or null if there are no entries. */
    @Override
    public @Nullable Map<String, String> getImmutableMapOrNull() {
        return isEmpty() ? null : Collections.unmodifiableMap(getCopy());
    }

    /** What an event carries that the calling thread logs now: frozen, for any thread to read at any time. */
    @Override
    public StringMap getReadOnlyContextData() {
        LogContext context = LogContext.current();
        Object view = BRIDGE.view(context);
        if (addsIds) {
            return withIds(context, view);
        }
        if (view instanceof StringMap entries) {
            return entries;
        }
        StringMap entries = new ContextData(context);
        BRIDGE.view(context, entries);
        return entries;
    }

    private static StringMap withIds(LogContext context, @Nullable Object view) {
        long id = Tid.current();
        long parentId = LogContext.parentId();
        if (view instanceof WithIds kept && kept.id == id && kept.parentId == parentId) {
            return kept.entries;
        }
        StringMap entries = ContextData.copyOf(context, 2);
        putLabel(entries, GID, id);
        putLabel(entries, PARENT_GID, parentId);
        entries.freeze();
        BRIDGE.view(context, new WithIds(entries, id, parentId));
        return entries;
    }

    private static void putLabel(StringMap entries, String key, long id) {
        if (id > 0) {
            entries.putValue(key, Tid.label(id));
        } else {
            entries.remove(key);
        }
    }

    /** The entries of the thread that calls, as Log4j's own map shows them: <code>{room=7, user=Ann}</code>, raw. */
    @Override
    public String toString() {
        return new ContextData(LogContext.current()).toString();
    }
}
