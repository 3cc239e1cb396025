package io.tid.jmh;

import java.nio.charset.StandardCharsets;
import org.apache.logging.log4j.core.Layout;
import org.apache.logging.log4j.core.StringLayout;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.layout.PatternLayout;
import org.apache.logging.log4j.core.pattern.LogEventPatternConverter;
import org.apache.logging.log4j.layout.template.json.JsonTemplateLayout;

/** Layouts and converters, made as Log4j makes them from a configuration file. */
final class Layouts {

    static final String JSON = "JSON";
    static final String JSON_GID = "JSON with gid";

    private static final String MESSAGE_FIELD = """
            "message": {"$resolver": "message", "stringified": true}""";
    private static final String GID_FIELD = """
            "gid": {"$resolver": "gid", "field": "label"}""";

    private Layouts() {}

    /** A pattern layout, or one of the two JSON layouts by its name. */
    static Layout<String> of(String pattern, Configuration configuration) {
        if (pattern.equals(JSON)) {
            return json("{" + MESSAGE_FIELD + "}", configuration);
        }
        if (pattern.equals(JSON_GID)) {
            return json("{" + GID_FIELD + ", " + MESSAGE_FIELD + "}", configuration);
        }
        return PatternLayout.newBuilder()
                .setPattern(pattern)
                .setConfiguration(configuration)
                .setCharset(StandardCharsets.UTF_8)
                .build();
    }

    private static StringLayout json(String template, Configuration configuration) {
        return JsonTemplateLayout.newBuilder()
                .setConfiguration(configuration)
                .setEventTemplate(template)
                .build();
    }

    /** What Log4j makes of one conversion word, such as {@code %gid}. */
    static LogEventPatternConverter converter(String word, Configuration configuration) {
        return PatternLayout.createPatternParser(configuration)
                .parse(word)
                .getFirst()
                .getConverter();
    }
}
