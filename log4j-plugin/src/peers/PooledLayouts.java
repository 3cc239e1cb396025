package io.tid.log4j;

import java.nio.charset.Charset;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.layout.PatternLayout;
import org.apache.logging.log4j.core.layout.PatternSelector;

/** Stands in for {@code PatternLayout.newBuilder()} in Log4j's tests, so that they test {@link PooledPatternLayout}. */
public final class PooledLayouts {

    private String pattern = PatternLayout.DEFAULT_CONVERSION_PATTERN;
    private PatternSelector selector;
    private Configuration configuration;
    private Charset charset;
    private boolean alwaysWriteExceptions = true;
    private String header;
    private String footer;

    private PooledLayouts() {}

    public static PooledLayouts newBuilder() {
        return new PooledLayouts();
    }

    public PooledLayouts setPattern(String value) {
        pattern = value;
        return this;
    }

    public PooledLayouts setPatternSelector(PatternSelector value) {
        selector = value;
        return this;
    }

    public PooledLayouts setConfiguration(Configuration value) {
        configuration = value;
        return this;
    }

    public PooledLayouts setCharset(Charset value) {
        charset = value;
        return this;
    }

    public PooledLayouts setAlwaysWriteExceptions(boolean value) {
        alwaysWriteExceptions = value;
        return this;
    }

    public PooledLayouts setHeader(String value) {
        header = value;
        return this;
    }

    public PooledLayouts setFooter(String value) {
        footer = value;
        return this;
    }

    public PooledPatternLayout build() {
        return PooledPatternLayout.createLayout(
                pattern, selector, configuration, null, charset, alwaysWriteExceptions, false, false, header, footer);
    }
}
