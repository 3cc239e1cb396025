package io.tid.log4j;

import io.tid.Tid;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.config.plugins.Plugin;
import org.apache.logging.log4j.core.lookup.AbstractLookup;
import org.apache.logging.log4j.core.lookup.StrLookup;
import org.apache.logging.log4j.status.StatusLogger;
import org.jspecify.annotations.Nullable;

/**
 * <code>${gid:}</code> in a configuration: the label of the thread that logged the event, such as {@code gid-60}.
 *
 * <p><code>${gid:label}</code> is the same, and <code>${gid:id}</code> the bare number. Where there is no event, while
 * the configuration is read for one, or where the event's thread is unknown, the answer is null and Log4j's default
 * applies, <code>${gid:-none}</code>: never the thread that happens to ask.
 *
 * <p>Any number of threads may ask at once. Log4j copies strings for each event that it evaluates a lookup on; in a
 * pattern, {@code %gid} costs nothing of the kind.
 */
@Plugin(name = "gid", category = StrLookup.CATEGORY)
public final class GidLookup extends AbstractLookup {

    private final AtomicBoolean warned = new AtomicBoolean();

    /** A lookup for one configuration. Log4j calls this. */
    public GidLookup() {}

    /**
     * The label or the id of an event's thread.
     *
     * @param event the event, or null where there is none
     * @param key the text behind {@code gid:}
     * @return the text; null where the thread is unknown, or where {@code key} is none of those above, of which the
     *     first is reported to Log4j's status log
     */
    @Override
    public @Nullable String lookup(@Nullable LogEvent event, @Nullable String key) {
        String form = key == null || key.isEmpty() ? "label" : key;
        if (!form.equals("label") && !form.equals("id")) {
            if (warned.compareAndSet(false, true)) {
                StatusLogger.getLogger().warn("the key of ${gid:} must be label, id or empty: ${gid:{}}", form);
            }
            return null;
        }
        long id = event == null ? 0 : event.getThreadId();
        if (id <= 0) {
            return null;
        }
        return form.equals("label") ? Tid.label(id) : Long.toString(id);
    }
}
