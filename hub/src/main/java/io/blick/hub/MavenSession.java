package io.blick.hub;

import eu.maveniverse.maven.mima.context.Context;
import io.blick.hub.catalogue.MavenJar;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.repository.RepositoryPolicy;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.transfer.TransferCancelledException;

/** Maven Resolver, opened with the user's settings. */
final class MavenSession implements AutoCloseable {
  private final Context context;
  private final Duration longestSilence;

  MavenSession(Context context, Duration longestSilence) {
    this.context = context;
    this.longestSilence = longestSilence;
  }

  /** Returns the folder of the local repository. */
  Path localRepository() {
    return context
        .repositorySystemSession()
        .getLocalRepository()
        .getBasedir()
        .toPath()
        .toAbsolutePath();
  }

  /**
   * Returns the jar in the local repository, if it is there in its full size, whichever repository
   * it came from: it is checked by the pinned SHA-256.
   */
  Optional<Path> local(MavenJar artifact) {
    Path jar = place(artifact);
    return Files.isRegularFile(jar) && jar.toFile().length() == artifact.bytes()
        ? Optional.of(jar)
        : Optional.empty();
  }

  /** Returns the path of the jar in the local repository, whether it is there or not. */
  Path place(MavenJar artifact) {
    return localRepository()
        .resolve(context
            .repositorySystemSession()
            .getLocalRepositoryManager()
            .getPathForLocalArtifact(new DefaultArtifact(artifact.coordinates())));
  }

  /**
   * Downloads the jar, and nothing that it depends on, into the local repository.
   *
   * @param name the model, for messages
   * @throws HubException if no repository has it; the message says which were tried, and why they
   *     failed
   */
  Path download(String name, MavenJar artifact, StepProgress progress) {
    Exception failure = new IllegalStateException("there is no repository");
    for (RemoteRepository repository : context.remoteRepositories()) {
      try {
        return download(artifact, repository, progress);
      } catch (ExecutionException failed) {
        failure = expected(failed);
      } catch (TimeoutException silence) {
        failure = silence;
      } catch (InterruptedException stop) {
        Thread.currentThread().interrupt();
        throw notDownloaded(name, artifact, stop);
      }
    }
    throw notDownloaded(name, artifact, failure);
  }

  /**
   * Returns the exception of a failed download; throws its cause if that is a fault of the program.
   */
  private static Exception expected(ExecutionException failed) {
    if (failed.getCause() instanceof RuntimeException fault) {
      throw fault;
    }
    if (failed.getCause() instanceof Error fault) {
      throw fault;
    }
    return failed;
  }

  private Path download(MavenJar artifact, RemoteRepository repository, StepProgress progress)
      throws ExecutionException, TimeoutException, InterruptedException {
    Connections connections = new Connections();
    DefaultRepositorySystemSession session =
        new DefaultRepositorySystemSession(context.repositorySystemSession());
    session.setCache(connections);
    // The catalogue's SHA-256 is stronger than a mirror's checksums, whose files could be endless.
    session.setChecksumPolicy(RepositoryPolicy.CHECKSUM_POLICY_IGNORE);
    ArtifactRequest request =
        new ArtifactRequest(new DefaultArtifact(artifact.coordinates()), List.of(repository), null);
    return new DownloadWatchdog(longestSilence, connections::close, watchdog -> {
          session.setTransferListener(new JarTransfer(artifact.bytes(), progress, watchdog));
          Artifact found =
              context.repositorySystem().resolveArtifact(session, request).getArtifact();
          return found.getFile().toPath().toAbsolutePath();
        })
        .await();
  }

  private HubException notDownloaded(String name, MavenJar artifact, Exception cause) {
    return new HubException(
        "hub: %s is not cached and could not be downloaded; tried %s for %s: %s"
            .formatted(name, tried(), artifact.coordinates(), why(cause)),
        cause);
  }

  private String tried() {
    return context.remoteRepositories().stream()
        .map(repository -> repository.getId() + " at " + withoutUser(repository.getUrl()))
        .collect(Collectors.joining(", "));
  }

  /** Removes name and password from an address, which must not appear in messages. */
  private static String withoutUser(String address) {
    return address.replaceFirst("//[^/@]*@", "//");
  }

  /** Returns the innermost cause, whose message is shortest. */
  private static String why(Throwable failed) {
    Throwable cause = failed;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    String said = cause.getMessage();
    return switch (cause) {
      // Our own messages, which are whole sentences.
      case TransferCancelledException _ when said != null -> said;
      case TimeoutException _ when said != null -> said;
      default -> cause.getClass().getSimpleName() + (said == null ? "" : " " + withoutUser(said));
    };
  }

  @Override
  public void close() {
    context.close();
  }
}
