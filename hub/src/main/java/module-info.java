import org.jspecify.annotations.NullMarked;

/**
 * Models by name: catalogue, download, conversion, cache. The only module that knows the network.
 *
 * <p>Of Maven Resolver only the two automatic modules named here belong on the module path; the
 * rest is found on the class path by its service files.
 */
// Maven Resolver has no module descriptors yet.
@SuppressWarnings("requires-automatic")
@NullMarked
module io.blick.hub {
  requires transitive io.blick.models;
  requires com.fasterxml.jackson.databind;
  requires eu.maveniverse.maven.mima.context;
  requires org.apache.maven.resolver;
  requires static org.jspecify;

  exports io.blick.hub;
  exports io.blick.hub.catalogue;

  opens io.blick.hub.catalogue to
      com.fasterxml.jackson.databind;
}
