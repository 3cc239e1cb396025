package io.tid.log4j;

import java.nio.charset.Charset;
import java.util.Map;
import org.apache.logging.log4j.core.Layout;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.Node;
import org.apache.logging.log4j.core.config.plugins.Plugin;
import org.apache.logging.log4j.core.config.plugins.PluginAttribute;
import org.apache.logging.log4j.core.config.plugins.PluginConfiguration;
import org.apache.logging.log4j.core.config.plugins.PluginElement;
import org.apache.logging.log4j.core.config.plugins.PluginFactory;
import org.apache.logging.log4j.core.impl.LocationAware;
import org.apache.logging.log4j.core.layout.AbstractStringLayout;
import org.apache.logging.log4j.core.layout.ByteBufferDestination;
import org.apache.logging.log4j.core.layout.PatternLayout;
import org.apache.logging.log4j.core.layout.PatternLayout.SerializerBuilder;
import org.apache.logging.log4j.core.layout.PatternSelector;
import org.apache.logging.log4j.core.pattern.RegexReplacement;
import org.jspecify.annotations.Nullable;

/**
 * A PatternLayout whose buffers belong to no thread: {@code <PooledPatternLayout pattern="%d %gid %m%n"/>}.
 *
 * <p>Log4j's PatternLayout gives each thread that logs buffers of its own, about 14 KB, and the thread keeps them for as
 * long as it lives. That is right for a few threads that log much and wrong for a million that log little. This layout
 * takes Log4j's own attributes, elements and converters and writes the same bytes, but borrows its buffers for one line
 * from a pool that all threads share. The pool holds at most twice as many sets as there are processors, rounded up to a
 * power of two.
 *
 * <p>Any number of threads may format at once. A thread that parks while it formats, that logs again from inside a
 * message, or that fails, has its buffers to itself; one that failed never gives them back. No lock is held while an
 * event is formatted, and a line, however long, is written whole. In the steady state nothing is allocated, where
 * PatternLayout's converters do not.
 *
 * <p>A message must not keep the {@code StringBuilder} that it was asked to format to: another line's text comes next.
 *
 * @implNote PatternLayout loses half of a surrogate pair that its encoder's buffer of 2,048 characters cuts in two, where
 *     it encodes directly; this layout writes it, as PatternLayout does in {@link #toByteArray}.
 */
@Plugin(name = "PooledPatternLayout", category = Node.CATEGORY, elementType = Layout.ELEMENT_TYPE, printObject = true)
public final class PooledPatternLayout extends AbstractStringLayout {

    private static final int SLOTS =
            2 * Integer.highestOneBit(2 * Runtime.getRuntime().availableProcessors() - 1);

    private final String pattern;
    private final @Nullable PatternSelector patternSelector;
    private final Serializer serializer;
    private final BufferPool pool;

    private PooledPatternLayout(
            @Nullable Configuration configuration,
            Charset charset,
            SerializerBuilder serializers,
            String pattern,
            @Nullable String header,
            @Nullable String footer,
            @Nullable PatternSelector patternSelector) {
        super(configuration, charset, unpooled(serializers, header), unpooled(serializers, footer));
        this.pattern = pattern;
        this.patternSelector = patternSelector;
        serializer = serializers
                .setPattern(pattern)
                .setDefaultPattern(PatternLayout.DEFAULT_CONVERSION_PATTERN)
                .build();
        pool = new BufferPool(SLOTS, () -> new LineBuffers(charset, MAX_STRING_BUILDER_SIZE));
    }

    /** Headers and footers are rare: a builder each, and no thread keeps it. */
    private static @Nullable Serializer unpooled(SerializerBuilder serializers, @Nullable String pattern) {
        Serializer serializer = serializers.setPattern(pattern).build();
        return serializer == null
                ? null
                : event -> serializer.toSerializable(event, new StringBuilder()).toString();
    }

    /**
     * A layout with PatternLayout's attributes, elements and defaults. Log4j calls this.
     *
     * @param pattern the pattern of a line, {@code %m%n} where there is none
     * @param patternSelector chooses a pattern for each event, in place of {@code pattern}; or null
     * @param configuration where converters find what they need, or null
     * @param replace applied to each whole line, or null
     * @param charset of the bytes; null for the platform's
     * @param alwaysWriteExceptions whether an exception is written where the pattern does not say so
     * @param disableAnsi whether ANSI escape codes are left out
     * @param noConsoleNoAnsi whether they are left out where there is no console
     * @param header the pattern of a file's first lines, or null
     * @param footer the pattern of a file's last lines, or null
     * @return the layout
     * @throws IllegalArgumentException if the charset can only decode, or a pattern cannot be parsed
     * @throws IllegalStateException if log4j-core is not of Log4j 2
     */
    @PluginFactory
    public static PooledPatternLayout createLayout(
            @PluginAttribute(value = "pattern", defaultString = PatternLayout.DEFAULT_CONVERSION_PATTERN)
                    String pattern,
            @PluginElement("PatternSelector") @Nullable PatternSelector patternSelector,
            @PluginConfiguration @Nullable Configuration configuration,
            @PluginElement("Replace") @Nullable RegexReplacement replace,
            @PluginAttribute("charset") @Nullable Charset charset,
            @PluginAttribute(value = "alwaysWriteExceptions", defaultBoolean = true) boolean alwaysWriteExceptions,
            @PluginAttribute("disableAnsi") boolean disableAnsi,
            @PluginAttribute("noConsoleNoAnsi") boolean noConsoleNoAnsi,
            @PluginAttribute("header") @Nullable String header,
            @PluginAttribute("footer") @Nullable String footer) {
        Log4jGeneration.require2("PooledPatternLayout", "PatternLayout");
        Charset encoding = charset == null ? Charset.defaultCharset() : charset;
        if (!encoding.canEncode()) {
            throw new IllegalArgumentException("must be able to encode: charset=" + encoding);
        }
        SerializerBuilder serializers = PatternLayout.newSerializerBuilder()
                .setConfiguration(configuration)
                .setReplace(replace)
                .setPatternSelector(patternSelector)
                .setAlwaysWriteExceptions(alwaysWriteExceptions)
                .setDisableAnsi(disableAnsi)
                .setNoConsoleNoAnsi(noConsoleNoAnsi);
        return new PooledPatternLayout(configuration, encoding, serializers, pattern, header, footer, patternSelector);
    }

    @Override
    public void encode(LogEvent event, ByteBufferDestination destination) {
        LineBuffers buffers = pool.take();
        buffers.write(serializer.toSerializable(event, buffers.text()), destination);
        pool.give(buffers); // and not after an exception: their state is unknown then
    }

    @Override
    public String toSerializable(LogEvent event) {
        LineBuffers buffers = pool.take();
        String line = serializer.toSerializable(event, buffers.text()).toString();
        pool.give(buffers);
        return line;
    }

    /** The most bytes that the layout's idle buffers keep. */
    long keptBytes() {
        return pool.keptBytes();
    }

    @Override
    public boolean requiresLocation() {
        return serializer instanceof LocationAware aware && aware.requiresLocation();
    }

    /**
     * What PatternLayout says of itself: not structured, {@code formatType} {@code conversion}, and {@code format} the
     * pattern.
     */
    @Override
    public Map<String, String> getContentFormat() {
        Map<String, String> format = super.getContentFormat();
        format.put("structured", "false");
        format.put("formatType", "conversion");
        format.put("format", pattern);
        return format;
    }

    @Override
    public String toString() {
        return patternSelector == null ? pattern : patternSelector.toString();
    }
}
