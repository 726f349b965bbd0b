/**
 * Heads that follow a relation of grammar: how often the word that a head looks at most is the one
 * that a treebank names, beside a fixed offset as the baseline. That a head finds subjects is no
 * proof that the model uses it for that: {@code io.blick.lens.ablation} asks that.
 *
 * <p>Callers begin with {@link io.blick.lens.roles.Roles}. It knows no other measure, and not how
 * its numbers are written.
 */
package io.blick.lens.roles;
