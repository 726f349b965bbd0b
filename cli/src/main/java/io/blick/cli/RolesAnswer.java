package io.blick.cli;

import io.blick.core.tensor.Parallel;
import io.blick.lens.measure.Roles;
import io.blick.models.text.TextModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/** Answers which heads link words to their syntactic partners. */
final class RolesAnswer {
  private RolesAnswer() {}

  static void give(HeadsQuestion.OfRoles question, Given given, Desk desk) throws IOException {
    HeadsFormat format = given.choice(Options.FORMAT, HeadsFormat.class);
    ModelChoice choice = ModelChoice.of(given);
    Output output = Output.of(given, desk);
    OptionalLong sentences = checked(question);
    try (TextModel model = choice.open(desk)) {
      Roles roles = measured(question, model, sentences, desk);
      switch (format) {
        case TEXT -> output.write(RolesText.of(roles, output.canvas()));
        case JSON -> output.write(out -> Json.line(out, json -> RolesJson.write(json, roles)));
        case HTML -> output.write(RolesHtml.of(roles));
      }
    }
  }

  /**
   * Reads all once, since a bad last line should not be told after minutes; counts sentences, if it
   * can.
   */
  private static OptionalLong checked(HeadsQuestion.OfRoles question) {
    List<Path> files = question.files();
    for (Path file : files) {
      CorpusFile.check(Options.ROLES, file);
    }
    // What a pipe has said it does not say again.
    boolean again = files.stream().allMatch(Files::isRegularFile);
    return again ? OptionalLong.of(Roles.check(files, question.options())) : OptionalLong.empty();
  }

  private static Roles measured(
      HeadsQuestion.OfRoles question, TextModel model, OptionalLong sentences, Desk desk) {
    try (Parallel cores = Parallel.ofCores();
        CountBar bar = new CountBar(desk, "sentences", sentences)) {
      return Roles.on(cores, model, question.files(), question.options(), bar);
    }
  }
}
