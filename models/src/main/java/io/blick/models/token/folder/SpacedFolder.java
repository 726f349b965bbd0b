package io.blick.models.token.folder;

import io.blick.models.format.json.JsonFields;
import io.blick.models.token.Tokenizer;
import io.blick.models.token.bpe.BpeRules;
import io.blick.models.token.bpe.BytePieces;
import io.blick.models.token.bpe.CharacterBpe;
import io.blick.models.token.pipeline.Metaspace;
import io.blick.models.token.pipeline.NamedPieces;
import io.blick.models.token.pipeline.Pipeline;
import io.blick.models.token.pipeline.Subwords;
import io.blick.models.token.steps.JsonSteps;
import io.blick.models.token.steps.MetaspaceJson;
import io.blick.models.token.steps.RewritingJson;
import io.blick.models.token.unicode.Normaliser;
import io.blick.models.token.unigram.Unigram;
import io.blick.models.token.unigram.UnigramPieces;
import io.blick.models.token.vocabulary.FallbackBytes;
import io.blick.models.token.vocabulary.FoundPieces;
import io.blick.models.token.vocabulary.PieceCutter;
import io.blick.models.token.vocabulary.Pieces;
import io.blick.models.token.vocabulary.Vocabulary;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;

/**
 * A tokenizer of characters whose blanks are spelled {@code ▁}, out of the files of a folder: what
 * SentencePiece made, by pairs of characters or by a unigram model.
 */
final class SpacedFolder {
  private static final Set<String> CLASSES = Set.of(
      "BarthezTokenizer",
      "CamembertTokenizer",
      "CodeLlamaTokenizer",
      "GemmaTokenizer",
      "LlamaTokenizer",
      "MBart50Tokenizer",
      "MBartTokenizer",
      "MT5Tokenizer",
      "NllbTokenizer",
      "PegasusTokenizer",
      "PreTrainedTokenizer",
      "T5Tokenizer",
      "TokenizersBackend",
      "XGLMTokenizer",
      "XLMRobertaTokenizer");

  private final FastFolder folder;

  SpacedFolder(FastFolder folder) {
    this.folder = folder;
  }

  /** Whether a tokenizer.json with merges is one of these: nothing of it is of bytes' letters. */
  static boolean isMeant(FastFolder folder) {
    return JsonSteps.of(folder.part("pre_tokenizer"), "pretokenizers").stream()
            .noneMatch(step -> step.text("type", "").equals("ByteLevel"))
        && JsonSteps.of(folder.part("decoder"), "decoders").stream()
            .anyMatch(step -> !step.text("type", "").equals("ByteLevel"));
  }

  /** Returns the tokenizer of pairs of characters. */
  Tokenizer pairs() {
    folder.checkByteModel();
    Normaliser normaliser = RewritingJson.read(folder.part("normalizer"));
    BytePieces vocabulary = folder.json().vocabulary().bytePieces();
    Pieces pieces = folder.pieces(vocabulary, normaliser);
    BpeRules rules = folder.rules(pieces);
    CharacterBpe kind = new CharacterBpe(
        vocabulary, folder.json().merges().of(vocabulary), rules, fallback(vocabulary));
    return tokenizer(pieces, normaliser, kind::into, rules.unknown());
  }

  /** Returns the tokenizer of a unigram model. */
  Tokenizer unigram() {
    JsonFields model = folder.part("model");
    Normaliser normaliser = RewritingJson.read(folder.part("normalizer"));
    UnigramPieces vocabulary = folder.json().scores().pieces();
    Pieces pieces = folder.pieces(vocabulary, normaliser);
    int last = vocabulary.size() - 1;
    OptionalInt unknown = model.number("unk_id", 0, last);
    if (unknown.isEmpty()) {
      throw model.wrong("unk_id", "the row of a piece", model.object().path("unk_id"));
    }
    Unigram kind = new Unigram(vocabulary, unknown.getAsInt(), fallback(vocabulary));
    return tokenizer(pieces, normaliser, kind::into, unknown);
  }

  private FallbackBytes fallback(Vocabulary vocabulary) {
    return folder.part("model").flag("byte_fallback", false)
        ? FallbackBytes.of(vocabulary::row)
        : FallbackBytes.none();
  }

  private Tokenizer tokenizer(
      Pieces pieces,
      Normaliser normaliser,
      Function<FoundPieces, PieceCutter> kind,
      OptionalInt unknown) {
    folder.checkClass(
        CLASSES, "PreTrainedTokenizerFast, LlamaTokenizer or another of SentencePiece");
    Metaspace metaspace = MetaspaceJson.words(folder.part("pre_tokenizer"), normaliser);
    PostProcessorJson post = PostProcessorJson.read(folder.part("post_processor"), pieces);
    NamedPieces named = folder.named(pieces, unknown);
    folder.checkAround(post.template(), named);
    return new Pipeline(
        pieces,
        folder.text(normaliser),
        new Subwords.Spaced(
            kind, metaspace, post.offsets(), MetaspaceJson.spelling(folder.part("decoder"))),
        post.template(),
        named,
        folder.notes());
  }
}
