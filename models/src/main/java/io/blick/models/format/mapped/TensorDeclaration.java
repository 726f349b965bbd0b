package io.blick.models.format.mapped;

import io.blick.models.format.Escaped;
import io.blick.models.format.FormatException;
import io.blick.models.format.file.Rule;

/**
 * Where a file says something about a tensor, for the errors about it.
 *
 * @param file the file that says it; the tensor's elements may lie in another
 * @param at the byte where it says it
 * @param tensor the tensor's name
 */
public record TensorDeclaration(MappedFile file, long at, String tensor) {

  /** Returns the exception for a rule of which the text begins with the tensor's name. */
  public FormatException broken(Rule rule, Object... values) {
    Object[] all = new Object[values.length + 1];
    all[0] = Escaped.text(tensor);
    System.arraycopy(values, 0, all, 1, values.length);
    return rule.broken(file, at, all);
  }
}
