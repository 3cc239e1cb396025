package io.tid.cli;

import io.tid.text.GidText;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a thread's id, as a log line has it or as a number. */
final class Gid implements ITypeConverter<Long> {

    @Override
    public Long convert(String text) {
        try {
            return GidText.parse(text);
        } catch (NumberFormatException e) {
            throw new TypeConversionException(String.valueOf(e.getMessage()));
        }
    }
}
