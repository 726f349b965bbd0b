import org.jspecify.annotations.NullMarked;

/** Tensors, attention and the operations of a transformer, on the JDK alone. */
@NullMarked
module io.blick.core {
  // Without it at run time everything still works, in scalar code with the same bits.
  requires static jdk.incubator.vector;
  requires static org.jspecify;

  exports io.blick.core.attention;
  exports io.blick.core.cache;
  exports io.blick.core.nn;
  exports io.blick.core.tensor;
  exports io.blick.core.weight;
}
