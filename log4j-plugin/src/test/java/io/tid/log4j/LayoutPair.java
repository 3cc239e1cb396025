package io.tid.log4j;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.DefaultConfiguration;
import org.apache.logging.log4j.core.layout.PatternLayout;
import org.apache.logging.log4j.core.layout.PatternSelector;
import org.apache.logging.log4j.core.pattern.RegexReplacement;
import org.jspecify.annotations.Nullable;

/** Log4j's PatternLayout, which is the oracle, and ours, with the same settings. */
record LayoutPair(PatternLayout stock, PooledPatternLayout pooled) {

    static final Configuration CONFIGURATION = new DefaultConfiguration();

    static LayoutPair of(String pattern) {
        return of(pattern, StandardCharsets.UTF_8);
    }

    static LayoutPair of(String pattern, Charset charset) {
        return new Settings(pattern).with(charset).pair();
    }

    static LayoutPair of(String pattern, UnaryOperator<Settings> more) {
        return more.apply(new Settings(pattern)).pair();
    }

    /** PatternLayout's attributes and elements. */
    static final class Settings {

        private final String pattern;
        private @Nullable Charset charset;
        private @Nullable RegexReplacement replace;
        private @Nullable PatternSelector selector;
        private boolean alwaysWriteExceptions = true;
        private boolean disableAnsi;
        private boolean noConsoleNoAnsi;
        private @Nullable String header;
        private @Nullable String footer;

        Settings(String pattern) {
            this.pattern = pattern;
        }

        Settings with(@Nullable Charset value) {
            charset = value;
            return this;
        }

        Settings with(RegexReplacement value) {
            replace = value;
            return this;
        }

        Settings with(PatternSelector value) {
            selector = value;
            return this;
        }

        Settings withHeaderAndFooter(String head, String foot) {
            header = head;
            footer = foot;
            return this;
        }

        Settings withoutExceptions() {
            alwaysWriteExceptions = false;
            return this;
        }

        Settings withoutAnsi() {
            disableAnsi = true;
            return this;
        }

        Settings withoutAnsiWhereNoConsole() {
            noConsoleNoAnsi = true;
            return this;
        }

        LayoutPair pair() {
            PatternLayout stock = PatternLayout.newBuilder()
                    .setConfiguration(CONFIGURATION)
                    .setPattern(pattern)
                    .setCharset(charset)
                    .setRegexReplacement(replace)
                    .setPatternSelector(selector)
                    .setAlwaysWriteExceptions(alwaysWriteExceptions)
                    .setDisableAnsi(disableAnsi)
                    .setNoConsoleNoAnsi(noConsoleNoAnsi)
                    .setHeader(header)
                    .setFooter(footer)
                    .build();
            PooledPatternLayout pooled = PooledPatternLayout.createLayout(
                    pattern,
                    selector,
                    CONFIGURATION,
                    replace,
                    charset,
                    alwaysWriteExceptions,
                    disableAnsi,
                    noConsoleNoAnsi,
                    header,
                    footer);
            return new LayoutPair(stock, pooled);
        }
    }
}
