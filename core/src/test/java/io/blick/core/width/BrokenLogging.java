package io.blick.core.width;

import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/** A program's logging that fails. */
public final class BrokenLogging extends System.LoggerFinder {
  /** Creates it, as the JDK does by its name. */
  public BrokenLogging() {}

  @Override
  public System.Logger getLogger(String name, Module module) {
    return new Broken(name);
  }

  private record Broken(String name) implements System.Logger {
    @Override
    public String getName() {
      return name;
    }

    @Override
    public boolean isLoggable(Level level) {
      return true;
    }

    @Override
    public void log(
        Level level,
        @Nullable ResourceBundle bundle,
        @Nullable String message,
        @Nullable Throwable thrown) {
      throw failure();
    }

    @Override
    public void log(
        Level level,
        @Nullable ResourceBundle bundle,
        @Nullable String format,
        @Nullable Object @Nullable ... params) {
      throw failure();
    }

    /** Fails as a full disk does, or as a logger of another version than its bridge. */
    private static RuntimeException failure() {
      if (Boolean.getBoolean("blick.test.linkage")) {
        throw new NoSuchMethodError("Logger.isEnabledForLevel");
      }
      return new IllegalStateException("the disk is full");
    }
  }
}
