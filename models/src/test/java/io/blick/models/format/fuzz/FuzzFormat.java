package io.blick.models.format.fuzz;

import io.blick.models.format.TensorFile;
import io.blick.models.format.file.Rule;
import java.util.Map;
import java.util.Set;

/** A format to be fuzzed. */
public interface FuzzFormat {

  /** Returns the class that opens its files. */
  Class<? extends TensorFile> reader();

  /** Returns the name of the file to open. */
  String opened();

  /** Returns the rules that its files can break. */
  Set<Rule> rules();

  /** Returns one of these rules by its constant's name. */
  default Rule rule(String name) {
    return rules().stream()
        .filter(rule -> rule.toString().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** Returns the name of a weight that its valid files hold. */
  String weight();

  /** Returns the sizes of that weight. */
  int[] sizes();

  /** Reads what only files of this format hold, by reflection, as {@link FuzzReader} does. */
  default void read(Object file) throws Throwable {}

  /** Builds one input: each file's bytes by its name. With nothing struck it is valid. */
  Map<String, byte[]> files(Mutator mutator);
}
