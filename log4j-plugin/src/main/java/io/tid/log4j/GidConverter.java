package io.tid.log4j;

import org.apache.logging.log4j.core.LogEvent;
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
 * <p>{@code %gid{t}} prints {@code t60}, and {@code %gid{}} the bare number. An event whose thread nobody recorded
 * prints nothing.
 *
 * <p>The text depends on {@link LogEvent#getThreadId()} and on nothing else. The thread that formats an event is often
 * another than the one that logged it, so it is never asked. Any number of threads may format at once; a label that
 * was printed before allocates nothing, nor does one that is printed once.
 */
@Plugin(name = "TidGidConverter", category = PatternConverter.CATEGORY)
@ConverterKeys("gid")
@PerformanceSensitive("allocation")
public final class GidConverter extends LogEventPatternConverter {

    private final Labels labels;

    private GidConverter(String prefix) {
        super("gid", "gid");
        labels = new Labels(prefix);
    }

    /**
     * A converter for one place in one pattern. Log4j calls this.
     *
     * @param options the texts in braces behind {@code %gid}: none, or one, which is the prefix; each further one is
     *     ignored with a warning in Log4j's status log
     * @return the converter
     */
    public static GidConverter newInstance(String @Nullable [] options) {
        if (options == null || options.length == 0) {
            return new GidConverter(Labels.PREFIX);
        }
        if (options.length > 1) {
            StatusLogger.getLogger()
                    .warn("%gid takes at most one option, the prefix: %gid{{}}", String.join("}{", options));
        }
        return new GidConverter(options[0]);
    }

    @Override
    public void format(LogEvent event, StringBuilder toAppendTo) {
        labels.append(toAppendTo, event.getThreadId());
    }
}
