package io.tid.leak;

import java.util.regex.Pattern;

/** Text that others chose, such as the names of classes and options, with all that could move or hide other text replaced. */
final class Visible {

    private static final Pattern INVISIBLE = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]");

    private Visible() {}

    static String of(String text) {
        return INVISIBLE.matcher(text).replaceAll("\uFFFD");
    }

    /** {@code io.app.Room.run(Room.java:12)}. */
    static String of(StackTraceElement frame) {
        String file = frame.getFileName();
        String place = frame.isNativeMethod() ? "Native Method" : file == null ? "Unknown Source" : file;
        return of(Frames.function(frame) + "(" + place + (frame.getLineNumber() < 0 ? "" : ":" + frame.getLineNumber())
                + ")");
    }
}
