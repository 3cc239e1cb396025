package io.tid.cli;

import io.tid.text.SafeText;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a process id. */
final class Pid implements ITypeConverter<Long> {

    @Override
    public Long convert(String text) {
        if (text.matches("[1-9]\\d{0,17}")) {
            return Long.valueOf(text);
        }
        throw new TypeConversionException("must be a process id, as tid ps tells it: " + SafeText.cut(text));
    }
}
