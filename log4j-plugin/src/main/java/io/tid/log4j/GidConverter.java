package io.tid.log4j;

import io.tid.Tid;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.plugins.Plugin;
import org.apache.logging.log4j.core.pattern.ConverterKeys;
import org.apache.logging.log4j.core.pattern.LogEventPatternConverter;
import org.apache.logging.log4j.core.pattern.PatternConverter;
import org.apache.logging.log4j.status.StatusLogger;
import org.apache.logging.log4j.util.PerformanceSensitive;
import org.jspecify.annotations.Nullable;

/**
 * {@code %gid} in a pattern: the label of the thread that logged the event, such as {@code gid-60}.
 *
 * <p>{@code %gid{t}} prints {@code t60}, and {@code %gid{}} the bare number. An event whose thread is unknown
 * prints nothing.
 *
 * <p>The text depends on {@link LogEvent#getThreadId()} and on nothing else. The thread that formats an event is often
 * another than the one that logged it, so it is never asked. Any number of threads may format at once. Costs what
 * {@link Tid#appendLabel} costs.
 */
@Plugin(name = "TidGidConverter", category = PatternConverter.CATEGORY)
@ConverterKeys("gid")
@PerformanceSensitive("allocation")
public final class GidConverter extends LogEventPatternConverter {

    /** Null for the label, which tid-core has ready. */
    private final @Nullable String prefix;

    private GidConverter(@Nullable String prefix) {
        super("gid", "gid");
        this.prefix = prefix;
    }

    /**
     * A converter for one place in one pattern. Log4j calls this.
     *
     * <p>Where the configuration has asynchronous loggers, and these run on Disruptor 4, the first call warns in Log4j's
     * status log that events will be lost.
     *
     * @param configuration the configuration that the pattern stands in, or null
     * @param options the texts in braces behind {@code %gid}: none, or one, which is the prefix; each further one is
     *     ignored with a warning in Log4j's status log
     * @return the converter
     */
    public static GidConverter newInstance(@Nullable Configuration configuration, String @Nullable [] options) {
        Disruptor4Warning.giveOnceIfDue(configuration);
        if (options == null || options.length == 0) {
            return new GidConverter(null);
        }
        if (options.length > 1) {
            StatusLogger.getLogger()
                    .warn("%gid takes at most one option, the prefix: %gid{{}}", String.join("}{", options));
        }
        return new GidConverter(options[0]);
    }

    @Override
    public void format(LogEvent event, StringBuilder toAppendTo) {
        long id = event.getThreadId();
        if (prefix == null) {
            Tid.appendLabel(toAppendTo, id);
        } else if (id > 0) {
            toAppendTo.append(prefix).append(id);
        }
    }
}
