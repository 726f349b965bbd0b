import org.jspecify.annotations.NullMarked;

/** What the heads of a model look at, as a library: traces, measures and pictures. */
@NullMarked
module io.blick.lens {
  requires transitive io.blick.models;
  requires static org.jspecify;

  exports io.blick.lens.corpus;
  exports io.blick.lens.measure;
  exports io.blick.lens.picture;
  exports io.blick.lens.text;
  exports io.blick.lens.trace;
}
