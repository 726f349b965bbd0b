import io.blick.hub.Hub;
import io.blick.lens.roles.Roles;
import io.blick.lens.roles.measured.MeasuredRole;
import io.blick.lens.roles.measured.MeasuredRoles;
import io.blick.models.Models;
import io.blick.models.text.TextModel;
import java.nio.file.Path;
import java.util.List;

/**
 * Measures what every head of the models of the catalogue does over treebanks in their languages,
 * and prints {@code roles.tsv} of {@code io.blick.lens.roles.measured}. Of the treebanks, which are
 * not part of Blick (CC BY-SA 4.0, https://universaldependencies.org), nothing is printed but
 * numbers. It takes minutes. From the folder of the checkout, after {@code ./mvnw package}, with
 * the development parts of the treebanks in a folder UD:
 *
 * <pre>
 * java --add-modules jdk.incubator.vector \
 *     --class-path 'cli/target/blick/modules/*:cli/target/blick/classpath/*' \
 *     lens/src/main/measured/MeasureRoles.java UD \
 *     &gt; lens/src/main/resources/io/blick/lens/roles/measured/roles.tsv
 * </pre>
 */
final class MeasureRoles {
  /**
   * A measurement.
   *
   * @param model its name in the catalogue
   * @param treebank its public name
   * @param file of the folder
   */
  private record Measurement(String model, String treebank, String file) {}

  private static final Measurement[] ALL = {
    new Measurement(
        "bert-base-multilingual-cased", "UD Swedish-Talbanken dev", "sv_talbanken-ud-dev.conllu"),
    new Measurement("bert-base-multilingual-cased", "UD English-EWT dev", "en_ewt-ud-dev.conllu"),
    new Measurement("bert-base-uncased", "UD English-EWT dev", "en_ewt-ud-dev.conllu"),
    new Measurement("all-MiniLM-L6-v2", "UD English-EWT dev", "en_ewt-ud-dev.conllu"),
  };

  private static final List<String> COLUMNS = List.of(
      "fingerprint",
      "treebank",
      "layer",
      "head",
      "relation",
      "direction",
      "hits",
      "cases",
      "rank",
      "offset",
      "offset.accuracy");

  private MeasureRoles() {}

  public static void main(String[] arguments) {
    Hub hub = Hub.open();
    System.out.println(
        "# Measured roles of heads, made by lens/src/main/measured/MeasureRoles.java");
    StringBuilder lines = new StringBuilder();
    for (Measurement one : ALL) {
      try (TextModel model = Models.open(hub.path(one.model))) {
        Roles roles = Roles.of(model, List.of(Path.of(arguments[0], one.file)));
        System.out.printf(
            "# %s on %s: %d sentences, %d words, %d skipped%n",
            one.model, one.treebank, roles.sentences(), roles.words(), roles.skipped());
        MeasuredRoles.of(one.treebank, roles)
            .forEach(role -> lines.append(line(model, role)).append('\n'));
      }
    }
    System.out.println(String.join("\t", COLUMNS));
    System.out.print(lines);
  }

  private static String line(TextModel model, MeasuredRole role) {
    return String.join(
        "\t",
        model.fingerprint(),
        role.treebank(),
        Integer.toString(role.head().layer() + 1),
        Integer.toString(role.head().head() + 1),
        role.relation(),
        role.direction().label(),
        Integer.toString(role.proportion().hits()),
        Integer.toString(role.proportion().cases()),
        Integer.toString(role.rank()),
        Integer.toString(role.offset().offset()),
        Float.toString(role.offset().accuracy()));
  }
}
