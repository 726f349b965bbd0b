package io.blick.models.token.folder;

import io.blick.models.format.json.JsonFields;
import io.blick.models.token.Tokenizer;
import io.blick.models.token.bpe.BpeRules;
import io.blick.models.token.bpe.ByteLevelBpe;
import io.blick.models.token.bpe.BytePieces;
import io.blick.models.token.bpe.WordSteps;
import io.blick.models.token.pipeline.NamedPieces;
import io.blick.models.token.pipeline.Pipeline;
import io.blick.models.token.pipeline.Subwords;
import io.blick.models.token.steps.JsonSteps;
import io.blick.models.token.steps.PreTokenizerJson;
import io.blick.models.token.unicode.Composed;
import io.blick.models.token.unicode.Normaliser;
import io.blick.models.token.unicode.Unchanged;
import io.blick.models.token.vocabulary.Pieces;
import java.util.Set;

/** A tokenizer of byte pairs over bytes out of the files of a folder. */
final class BpeFolder {
  private static final Set<String> CLASSES = Set.of(
      "BartTokenizer",
      "CodeGenTokenizer",
      "GPT2Tokenizer",
      "GPTNeoXTokenizer",
      "LlamaTokenizer",
      "PreTrainedTokenizer",
      "Qwen2Tokenizer",
      "RobertaTokenizer",
      "TokenizersBackend");

  private final FastFolder folder;

  BpeFolder(FastFolder folder) {
    this.folder = folder;
  }

  /** Returns the tokenizer. */
  Tokenizer tokenizer() {
    folder.checkClass(CLASSES, "PreTrainedTokenizerFast, GPT2Tokenizer or another of byte pairs");
    checkModel();
    Normaliser normaliser = normaliser();
    BytePieces vocabulary = folder.json().vocabulary().bytePieces();
    Pieces pieces = folder.pieces(vocabulary, normaliser);
    PostProcessorJson post = PostProcessorJson.read(folder.part("post_processor"), pieces);
    BpeRules rules = folder.rules(pieces);
    WordSteps steps = PreTokenizerJson.read(folder.part("pre_tokenizer"));
    folder.checkSame("add_prefix_space", steps.prefix() == WordSteps.Prefix.BLANK, "pre_tokenizer");
    NamedPieces named = folder.named(pieces, rules.unknown());
    folder.checkAround(post.template(), named);
    ByteLevelBpe kind =
        new ByteLevelBpe(vocabulary, folder.json().merges().of(vocabulary), steps, rules);
    return new Pipeline(
        pieces,
        folder.text(normaliser),
        new Subwords.BytePairs(kind, post.offsets()),
        post.template(),
        named,
        folder.notes());
  }

  private void checkModel() {
    folder.checkByteModel();
    JsonFields model = folder.part("model");
    if (model.flag("byte_fallback", false)) {
      throw model.wrong("byte_fallback", "false or absent", model.object().path("byte_fallback"));
    }
    JsonFields decoder = folder.part("decoder");
    if (!decoder.object().isMissingNode()) {
      decoder.require("type", "ByteLevel");
    }
  }

  private Normaliser normaliser() {
    Normaliser normaliser = new Unchanged();
    for (JsonFields step : JsonSteps.of(folder.part("normalizer"), "normalizers")) {
      step.require("type", "NFC");
      normaliser = new Composed();
    }
    return normaliser;
  }
}
