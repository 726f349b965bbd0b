import org.jspecify.annotations.NullMarked;

/** Blick against its peers, and against what the machine can do. Nothing depends on this module. */
// JMH has no module descriptor yet.
@SuppressWarnings("requires-automatic")
@NullMarked
module io.blick.bench {
  requires io.blick.hub;
  requires jdk.incubator.vector;
  requires jdk.management;
  requires jmh.core;
  requires static org.jspecify;
}
