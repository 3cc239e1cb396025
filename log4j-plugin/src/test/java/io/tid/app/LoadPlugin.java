package io.tid.app;

import io.tid.log4j.GidConverter;
import io.tid.log4j.GidLookup;
import org.apache.logging.log4j.core.impl.MutableLogEvent;

/** An application that has the plugin at work and does not log. */
public final class LoadPlugin {

    private LoadPlugin() {}

    /** Prints the number of threads that came by it. */
    public static void main(String[] args) {
        int before = Thread.getAllStackTraces().size();
        MutableLogEvent event = new MutableLogEvent();
        event.setThreadId(60);
        StringBuilder line = new StringBuilder();
        GidConverter.newInstance(null, null).format(event, line);
        line.append(' ').append(new GidLookup().lookup(event, ""));
        System.out.println(
                line + " threads added: " + (Thread.getAllStackTraces().size() - before));
    }
}
