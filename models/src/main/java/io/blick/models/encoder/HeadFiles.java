package io.blick.models.encoder;

import io.blick.models.format.Escaped;
import io.blick.models.format.file.Folder;
import io.blick.models.text.ModelNote;
import io.blick.models.text.TextHead;
import io.blick.models.text.TextHead.ClassHead;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
    return new Folder(folder)
        .names().stream()
            .filter(name -> PROGRAM.matcher(name).matches())
            .findFirst()
            .map(name -> ModelNote.absent(
                Set.of(ClassHead.class),
                "%s may be one, a program of Python's and not read, as no file is ever run"
                    .formatted(Escaped.text(name))));
  }
}
