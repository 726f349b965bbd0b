package io.blick.hub;

import io.blick.hub.Progress.Event;
import io.blick.hub.Progress.Step;
import io.blick.hub.catalogue.CatalogueEntry;
import io.blick.hub.catalogue.ModelArtifact;
import io.blick.hub.convert.Conversion;
import io.blick.hub.convert.ConversionListener;
import io.blick.models.format.FormatException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * The installation of one model in the cache: download, checksum, conversion, and last the rename
 * to the name under which it counts as complete. If it fails before that, the next installation
 * deletes what it left.
 */
final class ModelInstaller {
  private final Home home;
  private final CatalogueEntry entry;
  private final MavenJars jars;
  private final Progress progress;

  ModelInstaller(Home home, CatalogueEntry entry, MavenJars jars, Progress progress) {
    this.home = home;
    this.entry = entry;
    this.jars = jars;
    this.progress = progress;
  }

  /** Returns the model's folder, made by this call or by another one that it waited for. */
  Path install() {
    Path folder = home.model(entry.name());
    Obstacles.making(home, entry.name()).ifPresent(this::refuse);
    Runnable waiting = () -> progress.hear(new Event.Waiting(entry));
    try (ModelLock _ = ModelLock.take(home.lock(entry.name()), waiting)) {
      if (!Files.isDirectory(folder)) {
        make(folder);
      }
      return folder;
    } catch (IOException | UncheckedIOException trouble) {
      throw new HubException(
          "hub: %s cannot be written to %s: %s"
              .formatted(entry.name(), home.models(), IoMessages.of(trouble)),
          trouble);
    } catch (FormatException broken) {
      throw new HubException(
          "hub: %s cannot be converted: %s".formatted(entry.name(), broken.getMessage()), broken);
    }
  }

  private void make(Path folder) throws IOException {
    long start = System.nanoTime();
    home.deleteLeftovers(entry.name());
    try (MavenSession maven = jars.open()) {
      Path jar = jar(maven, folder);
      check(jar);
      Path made = convert(jar);
      Files.move(made, folder, StandardCopyOption.ATOMIC_MOVE);
      Folders.forceEntries(home.models());
    } finally {
      home.deleteLeftovers(entry.name());
    }
    progress.hear(new Event.Ready(entry, folder, Duration.ofNanos(System.nanoTime() - start)));
  }

  private Path jar(MavenSession maven, Path folder) throws IOException {
    ModelArtifact artifact = entry.artifact();
    Optional<Path> local = maven.local(artifact);
    local.ifPresentOrElse(this::readable, () -> absent(maven.place(artifact)));
    long downloadBytes = local.isPresent() ? 0 : artifact.bytes();
    DiskSpace space = new DiskSpace()
        .need(home.models(), entry.bytes() + entry.scratchBytes())
        .need(maven.localRepository(), downloadBytes);
    space.check(entry.name());
    progress.hear(new Event.Announced(entry, downloadBytes, space.bytes(), folder));
    return local.isPresent() ? local.orElseThrow() : downloaded(maven);
  }

  private void readable(Path jar) {
    if (!Files.isReadable(jar)) {
      throw new HubException("hub: %s cannot be made: %s must be a file that you may read"
          .formatted(entry.name(), jar));
    }
  }

  /** Checks that the jar can be stored; one of another size would not be replaced. */
  private void absent(Path jar) {
    Obstacles.storing(jar).ifPresent(obstacle -> {
      throw new HubException(
          "hub: the jar of %s cannot be stored: %s; mend that, or name another local repository"
                  .formatted(entry.name(), obstacle)
              + " in Maven's settings.xml");
    });
    if (Files.isRegularFile(jar)) {
      throw size(jar, "delete %s and try again".formatted(jar));
    }
  }

  private Path downloaded(MavenSession maven) throws IOException {
    long expected = entry.artifact().bytes();
    Path jar = maven.download(entry, new StepProgress(Step.DOWNLOAD, expected, progress));
    // If the server announced no size, a connection that ends early is no error to the HTTP client.
    if (Files.size(jar) != expected) {
      HubException other = size(jar, "what was downloaded is deleted; try again");
      Files.delete(jar);
      throw other;
    }
    return jar;
  }

  private HubException size(Path jar, String advice) {
    return new HubException("hub: the jar of %s must have %d bytes; got %d; %s"
        .formatted(entry.name(), entry.artifact().bytes(), jar.toFile().length(), advice));
  }

  private void refuse(String obstacle) {
    throw new HubException(
        "hub: %s cannot be made: %s; mend that, or set BLICK_HOME to another folder"
            .formatted(entry.name(), obstacle));
  }

  private void check(Path jar) throws IOException {
    String expected = entry.artifact().sha256();
    String got = Sha256.of(jar, new StepProgress(Step.CHECK, Files.size(jar), progress));
    if (!got.equals(expected)) {
      throw new HubException(
          "hub: SHA-256 of the jar of %s must be %s; got %s; delete %s and try again"
              .formatted(entry.name(), expected, got, jar));
    }
  }

  private Path convert(Path jar) throws IOException {
    Path work = home.work(entry.name());
    Path made = Files.createDirectories(work.resolve("folder"));
    Path scratch = Files.createDirectories(work.resolve("scratch"));
    Conversion.of(entry, new ConversionSteps(progress)).convert(jar, scratch, made);
    Folders.force(made);
    return made;
  }

  /** The steps of a conversion, each reported to the listener of the hub. */
  private record ConversionSteps(Progress progress) implements ConversionListener {
    @Override
    public LongConsumer unpacking(long totalBytes) {
      return new StepProgress(Step.UNPACK, totalBytes, progress);
    }

    @Override
    public LongConsumer transposing(long totalBytes) {
      return new StepProgress(Step.TRANSPOSE, totalBytes, progress);
    }

    @Override
    public LongConsumer saving(long totalBytes) {
      return new StepProgress(Step.SAVE, totalBytes, progress);
    }
  }
}
