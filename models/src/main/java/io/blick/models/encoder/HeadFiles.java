package io.blick.models.encoder;

import io.blick.models.format.Escaped;
import io.blick.models.text.ModelNote;
import io.blick.models.text.TextHead;
import io.blick.models.text.TextHead.ClassHead;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Heads that stand in files of their own, beside the weights. */
final class HeadFiles {
  // SetFit's model_head.pkl, scikit-learn's own, and a head of PyTorch's.
  private static final Pattern PROGRAM =
      Pattern.compile(".*\\.(?:pkl|pickle|joblib)|.*model_head\\.(?:bin|pt|pth)");

  private HeadFiles() {}

  /**
   * Returns a note on a classifier that is a program, if there is such a file and no other
   * classifier.
   *
   * @param folder of the model as a whole
   * @param heads those that were read
   */
  static Optional<ModelNote> note(Path folder, List<TextHead> heads) {
    if (heads.stream().anyMatch(ClassHead.class::isInstance)) {
      return Optional.empty();
    }
    return names(folder).stream()
        .filter(name -> PROGRAM.matcher(name).matches())
        .findFirst()
        .map(name -> ModelNote.absent(
            Set.of(ClassHead.class),
            "%s may be one, a program of Python's and not read, as no file is ever run"
                .formatted(Escaped.text(name))));
  }

  private static Set<String> names(Path folder) {
    Set<String> names = new TreeSet<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      files.forEach(file -> names.add(String.valueOf(file.getFileName())));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "models: folder must be readable; got " + Escaped.path(folder), e);
    }
    return names;
  }
}
