package io.blick.hub;

import java.io.Closeable;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.aether.RepositoryCache;
import org.eclipse.aether.RepositorySystemSession;
import org.jspecify.annotations.Nullable;

/**
 * The connections that Maven Resolver keeps for one download. Maven Resolver offers no other way to
 * close them, and would otherwise read a refused response to its end.
 */
final class Connections implements RepositoryCache, AutoCloseable {
  private final Map<Object, Object> kept = new ConcurrentHashMap<>();

  @Override
  public void put(RepositorySystemSession session, Object key, @Nullable Object data) {
    if (data == null) {
      kept.remove(key);
    } else {
      kept.put(key, data);
    }
  }

  @Override
  public @Nullable Object get(RepositorySystemSession session, Object key) {
    return kept.get(key);
  }

  /** Closes all of them, even while another thread reads. */
  @Override
  public void close() {
    for (Object one : kept.values()) {
      if (one instanceof Closeable connection) {
        close(connection);
      }
    }
  }

  private static void close(Closeable connection) {
    try {
      connection.close();
    } catch (IOException gone) {
      // A connection that cannot be closed needs no more care: the download is over.
      return;
    }
  }
}
