package io.tid.log4j;

import io.tid.Tid;
import org.apache.logging.log4j.ThreadContext;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.config.plugins.Plugin;
import org.apache.logging.log4j.core.pattern.ConverterKeys;
import org.apache.logging.log4j.core.pattern.LogEventPatternConverter;
import org.apache.logging.log4j.core.pattern.PatternConverter;
import org.apache.logging.log4j.status.StatusLogger;
import org.apache.logging.log4j.util.PerformanceSensitive;
import org.apache.logging.log4j.util.ReadOnlyStringMap;
import org.jspecify.annotations.Nullable;

/**
 * {@code %pgid} in a pattern: the label of the thread that made the one that logged the event, such as {@code gid-3}.
 *
 * <p>It is what the event carries as {@code parentGid}, and only {@link TidThreadContextMap} with
 * {@code tid.context.gid=true} puts it there: who made a thread is known to that thread alone, and the one that formats
 * is often another, so it is never asked. An event without it, or with another text under that name, prints nothing.
 *
 * <p>Any number of threads may format at once. Costs a search among the event's entries and a check of the text; allocates
 * nothing where that is a label.
 */
@Plugin(name = "TidPgidConverter", category = PatternConverter.CATEGORY)
@ConverterKeys("pgid")
@PerformanceSensitive("allocation")
public final class PgidConverter extends LogEventPatternConverter {

    private PgidConverter() {
        super("pgid", "pgid");
    }

    /**
     * A converter for one place in one pattern. Log4j calls this. Warns in Log4j's status log if this JVM's events will
     * not carry the parent.
     *
     * @param options the texts in braces behind {@code %pgid}: there are none, each is ignored with a warning
     * @return the converter
     */
    public static PgidConverter newInstance(String @Nullable [] options) {
        if (options != null && options.length > 0) {
            StatusLogger.getLogger().warn("%pgid takes no option: %pgid{{}}", String.join("}{", options));
        }
        if (!(ThreadContext.getThreadContextMap() instanceof TidThreadContextMap map && map.addsIds())) {
            StatusLogger.getLogger()
                    .warn(
                            "%pgid prints nothing without log4j2.threadContextMap={} and {}=true",
                            TidThreadContextMap.class.getName(), TidThreadContextMap.GID_PROPERTY);
        }
        return new PgidConverter();
    }

    @Override
    public void format(LogEvent event, StringBuilder toAppendTo) {
        ReadOnlyStringMap entries = event.getContextData(); // null in events of third parties
        Object label = entries == null ? null : entries.getValue(TidThreadContextMap.PARENT_GID);
        if (label instanceof String text) {
            appendIfLabel(toAppendTo, text);
        }
    }

    private static void appendIfLabel(StringBuilder text, String label) {
        try {
            Tid.appendLabel(text, Tid.parse(label));
        } catch (NumberFormatException noLabel) {
            // a text of the application's own, which may be anything
        }
    }
}
