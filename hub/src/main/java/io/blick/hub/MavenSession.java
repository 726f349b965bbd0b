package io.blick.hub;

import eu.maveniverse.maven.mima.context.Context;
import io.blick.hub.catalogue.CatalogueEntry;
import io.blick.hub.catalogue.ModelArtifact;
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
   * Returns where the jar lies if the local repository has it in its full size, whichever
   * repository it once came from: the pinned SHA-256 is what it is believed by.
   */
  Optional<Path> local(ModelArtifact artifact) {
    Path jar = place(artifact);
    return Files.isRegularFile(jar) && jar.toFile().length() == artifact.bytes()
        ? Optional.of(jar)
        : Optional.empty();
  }

  /** Returns where the jar lies, or will lie, in the local repository. */
  Path place(ModelArtifact artifact) {
    return localRepository()
        .resolve(context
            .repositorySystemSession()
            .getLocalRepositoryManager()
            .getPathForLocalArtifact(new DefaultArtifact(artifact.coordinates())));
  }

  /**
   * Downloads the jar, and nothing that it depends on, into the local repository.
   *
   * @throws HubException if no repository gives it; says which were tried, and why they failed
   */
  Path download(CatalogueEntry entry, Pace pace) {
    Exception failure = new IllegalStateException("there is no repository");
    for (RemoteRepository repository : context.remoteRepositories()) {
      try {
        return download(entry.artifact(), repository, pace);
      } catch (ExecutionException failed) {
        failure = expected(failed);
      } catch (TimeoutException silence) {
        failure = silence;
      } catch (InterruptedException stop) {
        Thread.currentThread().interrupt();
        throw notDownloaded(entry, stop);
      }
    }
    throw notDownloaded(entry, failure);
  }

  /** Returns what a download failed by, and throws what no download should. */
  private static Exception expected(ExecutionException failed) {
    if (failed.getCause() instanceof RuntimeException fault) {
      throw fault;
    }
    if (failed.getCause() instanceof Error fault) {
      throw fault;
    }
    return failed;
  }

  private Path download(ModelArtifact artifact, RemoteRepository repository, Pace pace)
      throws ExecutionException, TimeoutException, InterruptedException {
    Connections connections = new Connections();
    DefaultRepositorySystemSession session =
        new DefaultRepositorySystemSession(context.repositorySystemSession());
    session.setCache(connections);
    // The catalogue's SHA-256 says more than a mirror's own checksums, whose files have no bound.
    session.setChecksumPolicy(RepositoryPolicy.CHECKSUM_POLICY_IGNORE);
    ArtifactRequest request =
        new ArtifactRequest(new DefaultArtifact(artifact.coordinates()), List.of(repository), null);
    return new Patience(longestSilence, connections::close, patience -> {
          session.setTransferListener(new JarTransfer(artifact.bytes(), pace, patience));
          Artifact found =
              context.repositorySystem().resolveArtifact(session, request).getArtifact();
          return found.getFile().toPath().toAbsolutePath();
        })
        .await();
  }

  private HubException notDownloaded(CatalogueEntry entry, Exception cause) {
    return new HubException(
        "hub: %s is not cached and could not be downloaded; tried %s for %s: %s"
            .formatted(entry.name(), tried(), entry.artifact().coordinates(), why(cause)),
        cause);
  }

  private String tried() {
    return context.remoteRepositories().stream()
        .map(repository -> repository.getId() + " at " + withoutUser(repository.getUrl()))
        .collect(Collectors.joining(", "));
  }

  /** An address may carry a name and password, which do not belong into messages. */
  private static String withoutUser(String address) {
    return address.replaceFirst("//[^/@]*@", "//");
  }

  /** The innermost cause says it in the fewest words. */
  private static String why(Throwable failed) {
    Throwable cause = failed;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    String said = cause.getMessage();
    return switch (cause) {
      // Ours, and whole sentences.
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
