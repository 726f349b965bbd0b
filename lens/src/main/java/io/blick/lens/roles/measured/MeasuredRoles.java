package io.blick.lens.roles.measured;

import io.blick.lens.argument.Required;
import io.blick.lens.roles.Role;
import io.blick.lens.roles.Roles;
import io.blick.lens.trace.Head;
import io.blick.models.text.TextModel;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The measured roles of heads: chosen from a measurement, or those that are kept with Blick. */
public final class MeasuredRoles {
  /** Of a relation with fewer cases the best of many would mostly be luck. */
  public static final int FEWEST_CASES = 100;

  private static final String KEPT = "roles.tsv";

  private MeasuredRoles() {}

  /**
   * Returns for each head, in the order of layers, then heads, the relation and direction with the
   * largest hits / cases of the head − hits / cases of the best fixed offset; of equal ones the
   * first of the measurement. Only those with at least {@link #FEWEST_CASES} cases count: if there
   * is none, no head has a role.
   *
   * @param treebank its public name
   * @param roles measured over it
   */
  public static List<MeasuredRole> of(String treebank, Roles roles) {
    Required.of("measured", "treebank", treebank);
    Required.of("measured", "roles", roles);
    List<Role> frequent =
        roles.relations().stream().filter(role -> role.cases() >= FEWEST_CASES).toList();
    List<MeasuredRole> all = new ArrayList<>();
    for (Head head : frequent.isEmpty() ? List.<Head>of() : heads(frequent.getFirst())) {
      frequent.stream()
          .map(role -> measured(treebank, role, head))
          // Of equal ones max would take the last.
          .reduce((one, other) -> other.gain() > one.gain() ? other : one)
          .ifPresent(all::add);
    }
    return all;
  }

  private static List<Head> heads(Role role) {
    List<Head> heads = new ArrayList<>();
    for (int layer = 0; layer < role.hits().size(); layer++) {
      for (int head = 0; head < role.hits().get(layer).size(); head++) {
        heads.add(new Head(layer, head));
      }
    }
    return heads;
  }

  private static MeasuredRole measured(String treebank, Role role, Head head) {
    int hits = role.proportion(head).hits();
    List<Integer> all = role.hits().stream().flatMap(List::stream).toList();
    long better = all.stream().filter(other -> other > hits).count();
    return new MeasuredRole(
        treebank,
        head,
        role.relation(),
        role.direction(),
        role.proportion(head),
        1 + (int) better,
        all.size(),
        role.offset());
  }

  /**
   * Returns what is kept of a head, by the name of the treebank; nothing if the model's numbers are
   * none of those that were measured.
   *
   * @throws IllegalStateException if the model is closed
   */
  public static List<MeasuredRole> known(TextModel model, Head head) {
    Required.of("measured", "model", model);
    Required.of("measured", "head", head);
    String fingerprint = model.fingerprint();
    return kept()
        .lines()
        .filter(line -> line.startsWith(fingerprint))
        .map(line -> RoleLine.parse(line, model.layers() * model.heads()))
        .filter(role -> role.head().equals(head))
        .sorted(Comparator.comparing(MeasuredRole::treebank))
        .toList();
  }

  /** Returns the file of what is kept: remarks, a line of names, and a line for each role. */
  static String kept() {
    try (InputStream in = Optional.ofNullable(MeasuredRoles.class.getResourceAsStream(KEPT))
        .orElseThrow(() -> new IllegalStateException(
            "measured: %s must be in the jar; got none".formatted(KEPT)))) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
