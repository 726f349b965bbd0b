package io.blick.lens;

import io.blick.lens.report.Result;
import io.blick.lens.report.compare.CompareResult;
import io.blick.lens.report.heads.RolesResult;
import io.blick.lens.report.look.LookResult;
import io.blick.lens.report.look.WindowedLookResult;
import io.blick.lens.report.senses.SensesResult;
import io.blick.lens.report.task.EmbedResult;
import io.blick.lens.text.Colours;
import io.blick.lens.text.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** All that a result writes. */
public final class Written {
  private Written() {}

  /** Returns every format and every file of a result, one behind the other. */
  public static String all(Result result) {
    var out = new ByteArrayOutputStream();
    try {
      out.writeBytes(String.join("\n", result.notes()).getBytes(StandardCharsets.UTF_8));
      out.writeBytes(
          result.text(new Terminal(Colours.monochrome(), 97)).getBytes(StandardCharsets.UTF_8));
      result.json(out);
      result.tsv(out);
      files(result, out);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    return out.toString(StandardCharsets.ISO_8859_1);
  }

  private static void files(Result result, ByteArrayOutputStream out) throws IOException {
    switch (result) {
      case LookResult look -> {
        out.writeBytes(look.svg().getBytes(StandardCharsets.UTF_8));
        Path file = Files.createTempDirectory("look").resolve("x.safetensors");
        look.safetensors(file);
        out.writeBytes(Files.readAllBytes(file));
        Files.delete(file);
        Files.delete(file.getParent());
      }
      case WindowedLookResult look -> out.writeBytes(look.svg().getBytes(StandardCharsets.UTF_8));
      case CompareResult compared ->
        out.writeBytes(compared.svg().getBytes(StandardCharsets.UTF_8));
      case SensesResult senses -> out.writeBytes(senses.svg().getBytes(StandardCharsets.UTF_8));
      case RolesResult roles -> out.writeBytes(roles.html().getBytes(StandardCharsets.UTF_8));
      case EmbedResult embed -> embed.npy(out);
      default -> {}
    }
  }
}
