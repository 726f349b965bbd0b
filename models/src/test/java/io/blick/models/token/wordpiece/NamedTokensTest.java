package io.blick.models.token.wordpiece;

import static io.blick.models.token.wordpiece.VocabularyFolder.inner;
import static org.assertj.core.api.Assertions.assertThat;

import io.blick.models.token.Tokenizer;
import io.blick.models.token.folder.TokenizerFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Added tokens that files name, and which of several mentions counts: what is expected is what
 * transformers 5.24 makes of them.
 */
class NamedTokensTest {
  private static final String PIECES = "graf ##t z ##or ##k b";
  private static final String TEXT = "graft  Graft zork b";
  private static final String TYPED = "graft 0-5, graf 7-11, ##t 11-12";
  private static final String NORMALISED = "graft 0-5, graft 7-12";
  private static final String WITH_SPACE = "graft 0-7, graft 7-13";
  // Behind the 5 special pieces and these 6.
  private static final int NEXT = 11;

  @TempDir
  private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | {'image_token': 'graft'} | 11 | -",
        "{} | {'image_token': {'content': 'graft'}} | 11 | -",
        "{'image_token': {'__type': 'AddedToken', 'content': 'graft', 'special': true}} | {}"
            + " | 11 | -",
        "{'image_token': {'content': 'graft'}} | {} | - | -",
        // Of one name, text in tokenizer_config.json counts, then special_tokens_map.json.
        "{'image_token': 'zork'} | {'image_token': 'graft'} | - | 11",
        "{'image_token': {'__type': 'AddedToken', 'content': 'zork', 'special': true}}"
            + " | {'image_token': 'graft'} | 11 | -",
        // The next rows go to the usual names, those of the map, of the config, and extra ones.
        "{'own_token': 'zork'} | {'image_token': 'graft'} | 11 | 12",
        "{'own_token': 'zork'} | {'eos_token': 'graft'} | 11 | 12",
        "{'own_token': 'zork', 'image_token': {'__type': 'AddedToken', 'content': 'graft',"
            + " 'special': true}} | {} | 11 | 12",
        "{'additional_special_tokens': ['zork']} | {'image_token': 'graft'} | 11 | 12",
        "{'additional_special_tokens': ['zork'], 'image_token': 'graft'} | {} | 11 | 12"
      })
  void a_name_of_a_models_own_may_stand_in_either_file(
      String config, String map, String graft, String zork) throws IOException {
    Tokenizer tokenizer = open(config, map, "");

    assertThat(row(tokenizer, "graft")).isEqualTo(graft);
    assertThat(row(tokenizer, "zork")).isEqualTo(zork);
    assertThat(row(tokenizer, "Graft")).isEqualTo("-");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'eos_token': 'graft', 'additional_special_tokens': [OBJECT]} | {} | object",
        "{'eos_token': OBJECT, 'additional_special_tokens': ['graft']} | {} | text",
        "{'eos_token': 'graft', 'bos_token': OBJECT} | {} | text",
        "{'image_token': 'graft', 'extra_special_tokens': [OBJECT]} | {} | object",
        "{'extra_special_tokens': [OBJECT, 'graft']} | {} | text",
        "{'extra_special_tokens': ['graft', OBJECT]} | {} | object",
        "{'eos_token': 'graft'} | {'additional_special_tokens': [OBJECT]} | object",
        "{'eos_token': 'graft'} | {'eos_token': OBJECT} | object",
        "{'added_tokens_decoder': {'11': OBJECT}, 'extra_special_tokens': ['graft'],"
            + " 'image_token': 'graft', 'eos_token': 'graft'} | {} | object"
      })
  void of_several_mentions_the_last_says_how_it_is_found(String config, String map, String counts)
      throws IOException {
    String object = "{'__type': 'AddedToken', 'content': 'graft', 'normalized': true,"
        + " 'rstrip': true, 'special': true}";
    Tokenizer tokenizer = open(config.replace("OBJECT", object), map.replace("OBJECT", object), "");

    assertThat(found(tokenizer)).isEqualTo(counts.equals("object") ? WITH_SPACE : TYPED);
    assertThat(row(tokenizer, "graft")).isEqualTo("11");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'eos_token': 'graft'} | {} | typed",
        "{} | {'eos_token': 'graft'} | typed",
        "{'additional_special_tokens': ['graft']} | {} | typed",
        "{'extra_special_tokens': ['graft']} | {} | typed",
        "{} | {'extra_special_tokens': ['graft']} | typed",
        "{} | {'eos_token': {'content': 'graft'}} | typed",
        "{} | {'extra_special_tokens': [{'content': 'graft'}]} | typed",
        "{'eos_token': OBJECT} | {} | normalised",
        "{'additional_special_tokens': [OBJECT]} | {} | normalised",
        "{'extra_special_tokens': [OBJECT]} | {} | normalised",
        "{} | {} | normalised",
        "{'image_token': 'graft'} | {} | normalised",
        "{} | {'image_token': 'graft'} | normalised",
        "{'extra_special_tokens': {'x_token': 'graft'}} | {} | normalised",
        "{} | {'extra_special_tokens': {'x_token': 'graft'}} | normalised",
        "{'model_specific_special_tokens': {'x_token': 'graft'}} | {} | normalised",
        "{} | {'additional_special_tokens': ['graft']} | normalised",
        "{'additional_special_tokens': ['zork']} | {'additional_special_tokens': ['graft']}"
            + " | normalised",
        "{'extra_special_tokens': ['zork'], 'additional_special_tokens': ['graft']} | {}"
            + " | normalised"
      })
  void a_token_of_added_tokens_json_is_found_as_typed_where_it_is_special(
      String config, String map, String how) throws IOException {
    String object = "{'__type': 'AddedToken', 'content': 'graft', 'special': true}";
    Tokenizer tokenizer =
        open(config.replace("OBJECT", object), map.replace("OBJECT", object), "{'graft': 11}");

    assertThat(found(tokenizer)).isEqualTo(how.equals("typed") ? TYPED : NORMALISED);
    assertThat(tokenizer.notes()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | {'additional_special_tokens': ['graft']} | 11 | -",
        "{'additional_special_tokens': []} | {'additional_special_tokens': ['graft']} | - | -",
        "{'additional_special_tokens': null} | {'additional_special_tokens': ['graft']} | - | -",
        "{'extra_special_tokens': []} | {'additional_special_tokens': ['graft']} | - | -",
        "{'extra_special_tokens': []} | {'extra_special_tokens': ['graft']} | 11 | -",
        "{} | {'extra_special_tokens': [], 'additional_special_tokens': ['graft']} | - | -",
        "{'extra_special_tokens': {}} | {'additional_special_tokens': ['graft']} | 11 | -",
        "{'extra_special_tokens': {'x_token': 'zork'}}"
            + " | {'additional_special_tokens': ['graft']} | 12 | 11",
        "{'extra_special_tokens': {'x_token': 'zork'}, 'additional_special_tokens': ['graft']}"
            + " | {} | 12 | 11",
        "{'extra_special_tokens': [], 'additional_special_tokens': ['graft']} | {} | 11 | -",
        "{'extra_special_tokens': ['zork'], 'additional_special_tokens': ['graft']} | {} | - | 11"
      })
  void a_list_under_the_older_key_counts_where_no_other_list_is(
      String config, String map, String graft, String zork) throws IOException {
    Tokenizer tokenizer = open(config, map, "");

    assertThat(row(tokenizer, "graft")).isEqualTo(graft);
    assertThat(row(tokenizer, "zork")).isEqualTo(zork);
  }

  /** Opens an uncased vocabulary with three files beside it. */
  private Tokenizer open(String config, String map, String added) throws IOException {
    Files.write(folder.resolve("vocab.txt"), VocabularyFolder.pieces(PIECES));
    put("tokenizer_config.json", config.replaceFirst("\\{", "{'do_lower_case': true,"));
    put("special_tokens_map.json", map);
    put("added_tokens.json", added);
    return TokenizerFolder.open(folder);
  }

  private void put(String name, String json) throws IOException {
    if (!json.isEmpty()) {
      Files.writeString(folder.resolve(name), json.replace('\'', '"').replace("true,}", "true}"));
    }
  }

  /** Returns the pieces of both spellings of the token in the text, and their places. */
  private static String found(Tokenizer tokenizer) {
    List<String> all = inner(tokenizer.encode(TEXT));
    return String.join(
        ", ",
        all.stream()
            .filter(piece -> piece.startsWith("gra") || piece.startsWith("##t"))
            .map(piece -> piece.replaceFirst(" word \\d+", ""))
            .toList());
  }

  /** Returns the row of an added token, and a dash where it is none. */
  private static String row(Tokenizer tokenizer, String spelling) {
    int row = tokenizer.encode(spelling).pieces().get(1).id();
    return row < NEXT ? "-" : Integer.toString(row);
  }
}
