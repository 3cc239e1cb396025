package io.tid.app;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.Layout;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Node;
import org.apache.logging.log4j.core.config.Property;
import org.apache.logging.log4j.core.config.plugins.Plugin;
import org.apache.logging.log4j.core.config.plugins.PluginAttribute;
import org.apache.logging.log4j.core.config.plugins.PluginElement;
import org.apache.logging.log4j.core.config.plugins.PluginFactory;

/** Keeps the events it is given, without {@code toImmutable()}, and formats them in the thread that stops it. */
@Plugin(name = "TidTestRawQueue", category = Node.CATEGORY, elementType = Appender.ELEMENT_TYPE)
public final class RawQueueAppender extends AbstractAppender {

    private final Queue<LogEvent> events = new ConcurrentLinkedQueue<>();
    private final Path file;

    private RawQueueAppender(String name, Layout<? extends Serializable> layout, Path file) {
        super(name, null, layout, false, Property.EMPTY_ARRAY);
        this.file = file;
    }

    @PluginFactory
    public static RawQueueAppender create(
            @PluginAttribute("name") String name,
            @PluginAttribute("fileName") String fileName,
            @PluginElement("Layout") Layout<? extends Serializable> layout) {
        return new RawQueueAppender(name, layout, Path.of(fileName));
    }

    @Override
    public void append(LogEvent event) {
        events.add(event);
    }

    @Override
    public boolean stop(long timeout, TimeUnit unit) {
        StringBuilder lines = new StringBuilder();
        events.forEach(event -> lines.append(toSerializable(event)));
        try {
            Files.writeString(file, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return super.stop(timeout, unit);
    }
}
