package io.tid.cli;

import io.tid.text.SafeText;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** What went wrong, in one line for the user. Control flow: it has no trace. */
final class Failure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Failure(String reason) {
        super(reason, null, false, false);
    }

    /** Of a file, with the reason in words. */
    static Failure of(FileSystemException e) {
        return of(String.valueOf(e.getFile()), e);
    }

    /** Of a file that the user knows by this name. */
    static Failure of(String file, FileSystemException e) {
        return new Failure(SafeText.of(file + ": " + reason(e)));
    }

    private static String reason(FileSystemException e) {
        return switch (e) {
            case NoSuchFileException missing -> "no such file or folder";
            case AccessDeniedException denied -> "access denied";
            case FileAlreadyExistsException there -> "must not exist yet";
            default -> String.valueOf(e.getReason());
        };
    }
}
