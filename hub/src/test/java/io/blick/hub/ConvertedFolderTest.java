package io.blick.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.blick.hub.TinyBert.Named;
import io.blick.hub.pip.Pip;
import io.blick.models.Models;
import io.blick.models.format.safetensors.Safetensors;
import io.blick.models.text.TextHead;
import io.blick.models.text.TextModel;
import io.blick.models.token.Piece;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A fetched model is a folder as Hugging Face has it, down to the bits of the weights. */
class ConvertedFolderTest {
  @TempDir
  private Path folder;

  @Test
  void a_bert_is_these_files() throws IOException {
    Path made = Homes.hub(folder, Artifact.easyBert()).path("tiny");

    assertThat(Folder.content(made))
        .containsOnlyKeys(
            "LICENSE",
            "README.md",
            "THIRD-PARTY.txt",
            "config.json",
            "model.safetensors",
            "tokenizer_config.json",
            "vocab.txt");
  }

  @Test
  void a_sentence_embedder_is_these_files() throws IOException {
    Path made = Homes.hub(folder, Artifact.sentence()).path("tiny");

    assertThat(Folder.content(made))
        .containsOnlyKeys(
            "1_Pooling/config.json",
            "LICENSE",
            "NOTICE",
            "README.md",
            "config.json",
            "model.safetensors",
            "modules.json",
            "tokenizer_config.json",
            "vocab.txt");
  }

  @Test
  void the_weights_of_a_bert_are_the_artifacts_bit_for_bit() throws IOException {
    Path made = Homes.hub(folder, Artifact.easyBert()).path("tiny");

    assertWeights(made, TinyBert.masked());
  }

  @Test
  void the_weights_of_a_sentence_embedder_are_the_artifacts_bit_for_bit() throws IOException {
    Path made = Homes.hub(folder, Artifact.sentence()).path("tiny");

    assertWeights(made, TinyBert.encoder());
  }

  private static void assertWeights(Path made, List<Named> expected) {
    try (Safetensors weights = Safetensors.open(made.resolve("model.safetensors"))) {
      assertThat(weights.metadata()).containsOnly(Map.entry("format", "pt"));
      assertThat(weights.names())
          .containsExactlyElementsOf(expected.stream().map(Named::name).toList());
      assertThat(expected).allSatisfy(named -> {
        assertThat(weights.tensor(named.name()).sizes())
            .isEqualTo(named.tensor().sizes());
        assertThat(TinyBert.bytes(weights.tensor(named.name())))
            .isEqualTo(TinyBert.bytes(named.tensor()));
      });
    }
  }

  @Test
  void config_json_has_the_sizes_of_the_tensors() throws IOException {
    Path made = Homes.hub(folder, Artifact.easyBert()).path("tiny");

    assertThat(Files.readString(made.resolve("config.json"))).isEqualTo("""
        {
          "architectures": [
            "BertForMaskedLM"
          ],
          "attention_probs_dropout_prob": 0.1,
          "hidden_act": "gelu",
          "hidden_dropout_prob": 0.1,
          "hidden_size": 24,
          "initializer_range": 0.02,
          "intermediate_size": 37,
          "layer_norm_eps": 1.0E-12,
          "max_position_embeddings": 31,
          "model_type": "bert",
          "num_attention_heads": 3,
          "num_hidden_layers": 2,
          "pad_token_id": 0,
          "position_embedding_type": "absolute",
          "tie_word_embeddings": true,
          "torch_dtype": "float32",
          "type_vocab_size": 2,
          "vocab_size": 67
        }
        """);
  }

  @Test
  void the_tokenizer_is_the_artifacts() throws IOException {
    Path made = Homes.hub(folder, Artifact.easyBert()).path("tiny");

    assertThat(Files.readString(made.resolve("vocab.txt")))
        .isEqualTo(String.join("\n", TinyBert.VOCABULARY) + "\n");
    assertThat(Files.readString(made.resolve("tokenizer_config.json"))).isEqualTo("""
        {
          "cls_token": "[CLS]",
          "do_lower_case": false,
          "mask_token": "[MASK]",
          "model_max_length": 31,
          "pad_token": "[PAD]",
          "sep_token": "[SEP]",
          "strip_accents": null,
          "tokenize_chinese_chars": true,
          "tokenizer_class": "BertTokenizer",
          "unk_token": "[UNK]"
        }
        """);
  }

  @Test
  void a_tokenizer_in_lower_case_stays_one() throws IOException {
    SequencedMap<String, byte[]> files = Artifact.easyBertFiles();
    files.put("assets/model.json", Artifact.bytes("{\"doLowerCase\": true}"));

    Path made = Homes.hub(folder, Artifact.easyBert(files)).path("tiny");

    assertThat(Files.readString(made.resolve("tokenizer_config.json")))
        .contains("  \"do_lower_case\": true,\n");
  }

  @Test
  void licence_owner_and_origin_stand_with_the_weights() throws IOException {
    Artifact artifact = Artifact.easyBert();
    Path made = Homes.hub(folder, artifact).path("tiny");

    assertThat(Files.readString(made.resolve("LICENSE"))).isEqualTo(licence());
    assertThat(Files.readString(made.resolve("THIRD-PARTY.txt"))).isEqualTo("Whose it is\n");
    assertThat(Files.readString(made.resolve("README.md")))
        .isEqualTo("""
        ---
        license: apache-2.0
        ---

        # tiny

        A small one. Languages: Swedish.

        - Licence of the weights: Apache-2.0, in LICENSE
        - Whose they are: THIRD-PARTY.txt
        - Converted by Blick from the Maven artifact org.example:tiny:1 (%d bytes)
        - SHA-256 of that jar: %s
        - Entry of the jar that held the weights: org/example/tiny-bert

        The conversion changed no number. Tensors have the names that Hugging Face gives them, and
        the matrices of linear layers, which the artifact keeps as (in, out), are (out, in) here.
        """.formatted(artifact.size(), artifact.sha256()));
  }

  @Test
  void the_licence_is_the_one_that_the_catalogue_says() throws IOException {
    Artifact artifact = Artifact.sentence();
    Hub hub = new Hub(
        new Home(folder.resolve("home")),
        Homes.catalogue(
            artifact.layout(),
            artifact.size(),
            artifact.sha256(),
            1,
            "MIT",
            List.of("Copyright (c) 2019 Somebody")),
        Homes.maven(folder, Homes.shelf(folder, artifact)),
        Pip.ofUser(),
        Progress.none());

    Path made = hub.path("tiny");

    assertThat(Files.readString(made.resolve("LICENSE")))
        .startsWith("MIT License\n\nCopyright (c) 2019 Somebody\n\nPermission is hereby granted")
        .contains("without restriction, including without limitation the rights")
        .doesNotContain("Apache");
    assertThat(Files.readString(made.resolve("README.md")))
        .startsWith("---\nlicense: mit\n---\n")
        .contains("- Licence of the weights: MIT, in LICENSE\n")
        .doesNotContain("pache");
  }

  private static String licence() throws IOException {
    try (InputStream text =
        Objects.requireNonNull(Hub.class.getResourceAsStream("convert/apache-2.0.txt"))) {
      return new String(text.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void a_sentence_embedder_says_how_a_vector_is_made() throws IOException {
    Path made = Homes.hub(folder, Artifact.sentence()).path("tiny");

    assertThat(Files.readString(made.resolve("1_Pooling/config.json"))).isEqualTo("""
        {
          "word_embedding_dimension": 24,
          "pooling_mode_cls_token": false,
          "pooling_mode_mean_tokens": true,
          "pooling_mode_max_tokens": false,
          "pooling_mode_mean_sqrt_len_tokens": false
        }
        """);
    assertThat(Files.readString(made.resolve("modules.json"))).isEqualTo("""
        [
          {
            "idx": 0,
            "name": "0",
            "path": "",
            "type": "sentence_transformers.models.Transformer"
          },
          {
            "idx": 1,
            "name": "1",
            "path": "1_Pooling",
            "type": "sentence_transformers.models.Pooling"
          },
          {
            "idx": 2,
            "name": "2",
            "path": "2_Normalize",
            "type": "sentence_transformers.models.Normalize"
          }
        ]
        """);
  }

  @Test
  void a_sentence_embedder_that_takes_cls_says_so() throws IOException {
    Path made = Homes.hub(folder, Artifact.clsSentence()).path("tiny");

    assertThat(Files.readString(made.resolve("1_Pooling/config.json"))).isEqualTo("""
        {
          "word_embedding_dimension": 24,
          "pooling_mode_cls_token": true,
          "pooling_mode_mean_tokens": false,
          "pooling_mode_max_tokens": false,
          "pooling_mode_mean_sqrt_len_tokens": false
        }
        """);
  }

  @Test
  void a_bert_opens_by_its_folder() throws IOException {
    Path made = Homes.hub(folder, Artifact.easyBert()).path("tiny");

    try (TextModel model = Models.open(made)) {
      assertThat(model.name()).isEqualTo("tiny");
      assertThat(model.layers()).isEqualTo(2);
      assertThat(model.heads()).isEqualTo(3);
      assertThat(model.positions()).isEqualTo(31);
      assertThat(model.head(TextHead.Pooler.class)).isPresent();
      assertThat(model.head(TextHead.MaskedHead.class)).isPresent();
      assertThat(model.head(TextHead.SentenceHead.class)).isEmpty();
      assertThat(pieces(model, "Katten musen."))
          .containsExactly("[CLS]", "Katten", "musen", ".", "[SEP]");
    }
  }

  @Test
  void a_sentence_embedder_opens_by_its_folder() throws IOException {
    Path made = Homes.hub(folder, Artifact.sentence()).path("tiny");

    try (TextModel model = Models.open(made)) {
      assertThat(model.layers()).isEqualTo(2);
      assertThat(model.head(TextHead.Pooler.class)).isEmpty();
      assertThat(model.head(TextHead.MaskedHead.class)).isEmpty();
      assertThat(model.head(TextHead.SentenceHead.class)).isPresent();
      assertThat(pieces(model, "MUSEN.")).containsExactly("[CLS]", "musen", ".", "[SEP]");
    }
  }

  private static List<String> pieces(TextModel model, String text) {
    return model.tokenizer().encode(text).pieces().stream().map(Piece::text).toList();
  }

  @Test
  void a_bert_that_is_converted_again_has_the_same_bytes() throws IOException {
    assertSameTwice(Artifact.easyBert());
  }

  @Test
  void a_sentence_embedder_that_is_converted_again_has_the_same_bytes() throws IOException {
    assertSameTwice(Artifact.sentence());
  }

  private void assertSameTwice(Artifact artifact) throws IOException {
    Path first = Files.createDirectories(folder.resolve("first"));
    Path second = Files.createDirectories(folder.resolve("second"));

    Path made = Homes.hub(first, artifact).path("tiny");
    Path again = Homes.hub(second, artifact).path("tiny");

    assertThat(Folder.content(again)).isEqualTo(Folder.content(made));
  }
}
