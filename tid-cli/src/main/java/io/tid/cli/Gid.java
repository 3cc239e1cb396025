package io.tid.cli;

import io.tid.Tid;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a thread's id, as a log line has it or as a number. */
final class Gid implements ITypeConverter<Long> {

    @Override
    public Long convert(String text) {
        try {
            long id = text.startsWith("gid-") ? Tid.parse(text) : Long.parseLong(text);
            if (id > 0) {
                return id;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new TypeConversionException("must be like gid-60 or 60: " + Display.quoted(text));
    }
}
