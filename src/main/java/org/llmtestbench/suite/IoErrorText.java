package org.llmtestbench.suite;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Texts for I/O errors, because Java's messages often consist only of the path. */
public final class IoErrorText {
    private IoErrorText() {}

    /** Returns a text such as {@code permission denied}. */
    public static String of(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "no such file or folder";
        }
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof FileAlreadyExistsException || e instanceof NotDirectoryException) {
            return "there is a file in place of a folder";
        }
        return String.valueOf(e.getMessage());
    }
}
