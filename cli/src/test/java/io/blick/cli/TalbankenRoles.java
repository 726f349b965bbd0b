package io.blick.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.blick.cli.console.Screen;
import io.blick.cli.process.Found;
import io.blick.lens.report.Progress;
import io.blick.lens.report.heads.RolesRequest;
import io.blick.lens.report.heads.RolesResult;
import io.blick.lens.roles.RolesOptions;
import io.blick.models.Models;
import io.blick.models.text.TextModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The roles of multilingual BERT's heads in Talbanken's dev part, measured once for all tests. */
final class TalbankenRoles {
  private TalbankenRoles() {}

  /** What the command prints. */
  static String text() {
    return result().text(Screen.paper().canvas());
  }

  /** What the command prints as JSON. */
  static JsonNode json() throws IOException {
    var out = new ByteArrayOutputStream();
    result().json(out);
    return new JsonMapper().readTree(out.toByteArray());
  }

  private static RolesResult result() {
    // What is not there skips the test here, and fails no class.
    model();
    treebank();
    return Once.RESULT;
  }

  private static final class Once {
    private static final RolesResult RESULT = measured();

    private static RolesResult measured() {
      var request = new RolesRequest(List.of(treebank()), RolesOptions.strict());
      try (TextModel model = Models.open(model())) {
        return RolesResult.of(model, request, Progress.silent());
      }
    }
  }

  private static Path model() {
    return Found.model("bert-base-multilingual-cased");
  }

  private static Path treebank() {
    return Found.data("ud/sv_talbanken-ud-dev.conllu");
  }
}
