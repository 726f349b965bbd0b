package io.blick.models.format.mapped;

import io.blick.models.format.Escaped;
import io.blick.models.format.FormatException;
import io.blick.models.format.file.Rule;

/**
 * The place where a file declares a tensor, for errors about that tensor.
 *
 * @param file the file with the declaration; the elements may be in another file
 * @param at the byte of the declaration
 * @param tensor the tensor's name
 */
public record TensorDeclaration(MappedFile file, long at, String tensor) {

  /** Returns the exception for a rule whose message begins with the tensor's name. */
  public FormatException broken(Rule rule, Object... values) {
    Object[] all = new Object[values.length + 1];
    all[0] = Escaped.text(tensor);
    System.arraycopy(values, 0, all, 1, values.length);
    return rule.broken(file, at, all);
  }
}
