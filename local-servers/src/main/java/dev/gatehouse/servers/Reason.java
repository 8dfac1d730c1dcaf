package dev.gatehouse.servers;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Locale;

/** Why a file could not be read or written, in words that go on after "but". */
public final class Reason {
  private Reason() {}

  /**
   * The words.
   *
   * @param subject the file that the sentence has named already
   */
  public static String of(IOException error, Path subject) {
    if (error instanceof CharacterCodingException) {
      return "it is no text in UTF-8";
    }
    if (error instanceof FileSystemException e && e.getFile() != null) {
      String file = e.getFile().equals(subject.toString()) ? "it" : e.getFile();
      return file + " " + of(e);
    }
    if ("Is a directory".equals(error.getMessage())) {
      return "it is a folder and no file";
    }
    return error.getMessage() == null ? error.toString() : error.getMessage();
  }

  private static String of(FileSystemException error) {
    return switch (error) {
      case NoSuchFileException _ -> "does not exist";
      case AccessDeniedException _ -> "may not be read or written by this user";
      case FileAlreadyExistsException _ -> "is a file and no folder";
      case NotDirectoryException _ -> "is no folder";
      default ->
          error.getReason() == null
              ? "could not be used (" + error.getClass().getSimpleName() + ")"
              : "could not be used (" + error.getReason().toLowerCase(Locale.ROOT) + ")";
    };
  }
}
