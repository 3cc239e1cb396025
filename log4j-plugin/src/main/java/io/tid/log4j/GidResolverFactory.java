package io.tid.log4j;

import io.tid.Tid;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.config.plugins.Plugin;
import org.apache.logging.log4j.core.config.plugins.PluginFactory;
import org.apache.logging.log4j.layout.template.json.resolver.EventResolver;
import org.apache.logging.log4j.layout.template.json.resolver.EventResolverContext;
import org.apache.logging.log4j.layout.template.json.resolver.EventResolverFactory;
import org.apache.logging.log4j.layout.template.json.resolver.TemplateResolverConfig;
import org.apache.logging.log4j.layout.template.json.resolver.TemplateResolverFactory;
import org.apache.logging.log4j.layout.template.json.util.JsonWriter;

/**
 * <code>{"$resolver": "gid", "field": "label"}</code> in a JSON template: who logged the event.
 *
 * <p>The field {@code label} is a string, such as {@code "gid-60"}, and {@code id} a number; both are null for an event
 * whose thread is unknown. Only JsonTemplateLayout loads this class, so {@code log4j-layout-template-json} may be
 * missing where that layout is not used.
 */
@Plugin(name = "TidGidResolverFactory", category = TemplateResolverFactory.CATEGORY)
public final class GidResolverFactory implements EventResolverFactory {

    private static final GidResolverFactory INSTANCE = new GidResolverFactory();

    private GidResolverFactory() {}

    /**
     * The factory. Log4j calls this.
     *
     * @return the one instance
     */
    @PluginFactory
    public static GidResolverFactory getInstance() {
        return INSTANCE;
    }

    @Override
    public String getName() {
        return "gid";
    }

    /**
     * A resolver for one place in one template.
     *
     * @throws IllegalArgumentException if the template's {@code field} is neither {@code id} nor {@code label}
     */
    @Override
    public EventResolver create(EventResolverContext context, TemplateResolverConfig config) {
        Object field = config.getObject("field");
        if ("id".equals(field)) {
            return GidResolverFactory::writeId;
        }
        if ("label".equals(field)) {
            return GidResolverFactory::writeLabel;
        }
        throw new IllegalArgumentException("field of the gid resolver must be id or label: field=" + field);
    }

    private static void writeId(LogEvent event, JsonWriter writer) {
        long id = event.getThreadId();
        if (id > 0) {
            writer.writeNumber(id);
        } else {
            writer.writeNull();
        }
    }

    private static void writeLabel(LogEvent event, JsonWriter writer) {
        long id = event.getThreadId();
        if (id > 0) {
            Tid.appendLabel(writer.getStringBuilder().append('"'), id).append('"');
        } else {
            writer.writeNull();
        }
    }
}
