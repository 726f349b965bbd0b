package io.blick.models.token;

import com.fasterxml.jackson.databind.JsonNode;
import io.blick.models.format.Folder;
import io.blick.models.format.FormatException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** tokenizer_config.json: the rules that go with a vocab.txt. */
final class TokenizerConfig {
  private TokenizerConfig() {}

  /** Reads the rules in a folder; where the file says nothing, BERT's own hold. */
  static WordPieceRules rules(Path folder, Vocabulary vocabulary) {
    return new Folder(folder)
        .file("tokenizer_config.json")
        .map(file -> rules(JsonFields.read(file), vocabulary))
        .orElseGet(() -> WordPieceRules.bert(usual(vocabulary)));
  }

  private static WordPieceRules rules(JsonFields config, Vocabulary vocabulary) {
    Normalisation usual = usual(vocabulary);
    boolean lowerCase = config.flag("do_lower_case", usual.lowerCase());
    Normalisation normalisation = new Normalisation(
        true,
        config.flag("tokenize_chinese_chars", true),
        config.flag("strip_accents", lowerCase),
        lowerCase);
    String unknown = config.piece("unk_token", "[UNK]");
    String opening = config.piece("cls_token", "[CLS]");
    String closing = config.piece("sep_token", "[SEP]");
    String padding = config.piece("pad_token", "[PAD]");
    String mask = config.piece("mask_token", "[MASK]");
    List<String> recognised = new ArrayList<>(List.of(unknown, opening, closing, padding, mask));
    recognised.addAll(added(config, vocabulary));
    return new WordPieceRules(
        normalisation,
        WordPieceRules.LONGEST_WORD,
        unknown,
        opening,
        closing,
        padding,
        mask,
        recognised);
  }

  private static List<String> added(JsonFields config, Vocabulary vocabulary) {
    List<String> added = new ArrayList<>();
    JsonFields tokens = config.child("added_tokens_decoder");
    for (Map.Entry<String, JsonNode> token : tokens.object().properties()) {
      String spelling = tokens.element(token.getValue(), token.getKey()).recognised();
      if (vocabulary.row(spelling) < 0) {
        throw new FormatException(
            "wordpiece",
            config.file(),
            0,
            "added tokens must be lines of vocab.txt; got %s; add a tokenizer.json"
                .formatted(Spelling.shown(spelling)));
      }
      added.add(spelling);
    }
    return added;
  }

  /** A vocabulary with capital letters tells them from small ones; special pieces do not count. */
  private static Normalisation usual(Vocabulary vocabulary) {
    for (int row = 0; row < vocabulary.size(); row++) {
      String piece = vocabulary.piece(row);
      if (!piece.startsWith("[") && piece.codePoints().anyMatch(Character::isUpperCase)) {
        return Normalisation.cased();
      }
    }
    return Normalisation.uncased();
  }
}
