package io.blick.hub;

import io.blick.hub.Progress.Event;
import io.blick.hub.Progress.Step;
import io.blick.hub.huggingface.HuggingFace;
import io.blick.hub.huggingface.ModelId;
import io.blick.hub.huggingface.Repository;
import io.blick.hub.huggingface.RepositoryException;
import io.blick.hub.huggingface.RepositoryListener;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongConsumer;

/** A model that is asked for by its id on Hugging Face. */
final class RepositoryFetch implements RepositoryListener {
  private final HuggingFace settings;
  private final ModelId id;
  private final Progress progress;
  private final long startNanos = System.nanoTime();
  private Optional<Path> fetched = Optional.empty();

  RepositoryFetch(HuggingFace settings, ModelId id, Progress progress) {
    this.settings = settings;
    this.id = id;
    this.progress = progress;
  }

  /** Returns the model's path, after what is missing is fetched. */
  Path path() {
    try {
      Path path = new Repository(settings, id, this).path();
      fetched.ifPresent(folder -> progress.hear(new Event.Ready(
          id.toString(), folder, Duration.ofNanos(System.nanoTime() - startNanos))));
      return path;
    } catch (RepositoryException refused) {
      throw new HubException("hub: " + refused.getMessage(), refused);
    } catch (IOException | UncheckedIOException trouble) {
      throw new HubException(
          "hub: %s cannot be fetched into %s: %s; try again, and what is there goes on"
              .formatted(id, settings.cache(), IoMessages.of(trouble)),
          trouble);
    }
  }

  @Override
  public Closeable lock(Path file) throws IOException {
    ModelLock lock = ModelLock.take(file, () -> progress.hear(new Event.Waiting(id.toString())));
    return lock::close;
  }

  @Override
  public LongConsumer fetching(Optional<String> licence, long bytes, Path folder)
      throws IOException {
    DiskSpace space = new DiskSpace().need(settings.cache(), bytes);
    space.check(id.toString());
    fetched = Optional.of(folder);
    progress.hear(
        new Event.Announced(id.toString(), licence.orElse(""), bytes, space.bytes(), folder));
    return new StepProgress(Step.DOWNLOAD, bytes, progress);
  }
}
