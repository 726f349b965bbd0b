package io.blick.cli.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code ablate} answers. */
@Tag("process")
class AblateProcessTest {
  private static final String MODEL = "--model=bert-base-uncased";
  private static final String[] KEYS = {
    "model",
    "text",
    "corpus",
    "silenced",
    "cut",
    "in",
    "others",
    "masks",
    "ranking",
    "pieces",
    "lines",
    "empty",
    "tooLong",
    "masked",
    "loss",
    "after",
    "losses",
    "of",
    "second",
    "question",
    "kind",
    "saidBefore",
    "saidAfter",
    "change",
    "effects",
    "low",
    "high"
  };

  @BeforeEach
  void find() {
    Found.model("bert-base-uncased");
  }

  private static JsonNode json(String... arguments) {
    JsonNode json = Start.blick(arguments).ended().well().json();
    assertThat(json.fieldNames()).toIterable().containsExactly(KEYS);
    return json;
  }

  private static String failure(String... arguments) {
    return Start.blick(arguments).ended().failure();
  }

  @Test
  void every_head_stands_in_the_ranking_and_one_of_them_alone_has_its_number() {
    JsonNode all = json("ablate", "the [MASK] sat", "--format", "json", MODEL);

    JsonNode ranking = all.get("ranking");
    assertThat(ranking).hasSize(144);
    for (int i = 1; i < 144; i++) {
      assertThat(ranking.get(i).get("distance").floatValue())
          .isLessThanOrEqualTo(ranking.get(i - 1).get("distance").floatValue());
    }
    JsonNode first = ranking.get(0);
    String name = first.get("layer").intValue() + "-" + first.get("head").intValue();
    JsonNode alone = json("ablate", "the [MASK] sat", "--silence", name, "--format", "json", MODEL);
    JsonNode mask = alone.get("masks").get(0);
    assertThat(mask.get("distance")).isEqualTo(first.get("distance"));
    assertThat(mask.get("fall")).isEqualTo(first.get("fall"));
    assertThat(mask.get("before")).isEqualTo(all.get("masks").get(0).get("before"));
    assertThat(mask.get("after").get(0).get("piece"))
        .isEqualTo(first.get("masks").get(0).get("piece"));
  }

  @Test
  void a_corpus_is_skipped_where_it_must_be_and_ranked(@TempDir Path folder) throws IOException {
    Path corpus = Files.writeString(
        folder.resolve("corpus.txt"), "a cat sat\n\n" + "the ".repeat(600) + "\r\nit rains");

    JsonNode json = json("ablate", "--corpus", corpus.toString(), "--format", "json", MODEL);

    assertThat(json.get("corpus").textValue()).isEqualTo(corpus.toString());
    assertThat(json.get("lines").intValue()).isEqualTo(2);
    assertThat(json.get("empty").intValue()).isEqualTo(1);
    assertThat(json.get("tooLong").intValue()).isEqualTo(1);
    assertThat(json.get("masked").intValue()).isEqualTo(2);
    assertThat(json.get("losses")).hasSize(144).allSatisfy(head -> {
      float change = head.get("change").floatValue();
      assertThat(head.get("low").floatValue()).isLessThanOrEqualTo(change);
      assertThat(head.get("high").floatValue()).isGreaterThanOrEqualTo(change);
      assertThat(head.get("loss").floatValue() - json.get("loss").floatValue())
          .isEqualTo(change, within(1e-5f));
    });
  }

  @Test
  void what_cannot_be_done_is_one_sentence(@TempDir Path folder) throws IOException {
    String empty = Files.createFile(folder.resolve("empty.txt")).toString();
    String bad = Files.write(folder.resolve("bad.txt"), new byte[] {'a', '\n', (byte) 0xff})
        .toString();

    assertThat(failure("ablate", "a [MASK]", "--silence", "13-1", MODEL))
        .isEqualTo("blick: --silence must name heads from 1-1 to 12-12 in bert-base-uncased;"
            + " got 13-1");
    assertThat(failure("ablate", "a cat", "--cut", "dog:cat", MODEL))
        .isEqualTo("blick: words: the name must be that of a word of the text; got dog; there are"
            + " [CLS], a, cat, [SEP]");
    assertThat(failure("ablate", "--corpus", "absent.txt", MODEL))
        .isEqualTo("blick: --corpus must name a file that exists; got absent.txt");
    assertThat(failure("ablate", "--corpus", empty, MODEL))
        .isEqualTo("blick: ablate: %s must have at least one line that can be masked; got none; 0"
                .formatted(empty)
            + " empty, 0 too long");
    assertThat(failure("ablate", "--corpus", bad, MODEL))
        .isEqualTo(
            "blick: corpus: bad.txt: line 2: a line must be UTF-8; byte 0 is not; convert the"
                + " file, with iconv for example");
    assertThat(failure("ablate", "", MODEL))
        .isEqualTo("blick: text: there must be at least one piece of its own; got none");
    Found.model("all-MiniLM-L6-v2");
    assertThat(failure("ablate", "a [MASK]", "--of", "guesses", "--model", "all-MiniLM-L6-v2"))
        .isEqualTo("blick: --of must be embedding in all-MiniLM-L6-v2; got guesses");
  }
}
