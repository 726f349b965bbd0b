package io.blick.hub;

import java.io.Closeable;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.aether.RepositoryCache;
import org.eclipse.aether.RepositorySystemSession;
import org.jspecify.annotations.Nullable;

/**
 * The connections that Maven Resolver keeps for one download. It has no other way to close them,
 * and without it reads an answer that is not wanted to its end.
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

  /** Closes all, also under the hands of a thread that reads. */
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
      // One that cannot be closed is closed, for all that a download needs.
      return;
    }
  }
}
