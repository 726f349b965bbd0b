package io.blick.models.format;

import java.nio.file.Path;

/**
 * What a file must hold. Each constant of an implementing enum is one check and the one source of
 * its text, so that a test can tell whether every check was reached.
 */
sealed interface Rule
    permits TensorRule,
        SafetensorsRule,
        IndexRule,
        ProtobufRule,
        CheckpointRule,
        OnnxRule,
        JsonRule,
        FileRule,
        FolderRule {

  /** Returns the expectation and what was found instead, with places for the values. */
  String text();

  /** Returns the exception which says that {@code file} breaks this rule at byte {@code at}. */
  default FormatException broken(MappedFile file, long at, Object... values) {
    return broken(file.format(), file.path(), at, values);
  }

  /** Returns the exception for a file that is not mapped. */
  default FormatException broken(String format, Path file, long at, Object... values) {
    return new FormatException(format, file, at, text().formatted(values));
  }
}
