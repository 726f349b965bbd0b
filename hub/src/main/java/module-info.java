import org.jspecify.annotations.NullMarked;

/**
 * Models by name: catalogue, download, conversion, cache. The only module that knows the network.
 *
 * <p>Maven Resolver's jars may stand on the module path, where they are automatic modules, or, all
 * but the one that is required, on the class path.
 */
// Maven Resolver has no module descriptors yet.
@SuppressWarnings("requires-automatic")
@NullMarked
module io.blick.hub {
  requires transitive io.blick.models;
  requires com.fasterxml.jackson.databind;
  requires eu.maveniverse.maven.mima.context;
  requires java.net.http;
  requires static org.apache.maven.resolver;
  requires static org.jspecify;

  exports io.blick.hub;
  exports io.blick.hub.catalogue;

  opens io.blick.hub.catalogue to
      com.fasterxml.jackson.databind;
}
