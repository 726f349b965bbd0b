package io.blick.models.token.folder;

import io.blick.models.format.Escaped;
import io.blick.models.format.file.Folder;
import io.blick.models.format.json.JsonStream;
import io.blick.models.token.Tokenizer;
import io.blick.models.token.wordpiece.WordPiece;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The tokenizer of a folder, by the rule of Hugging Face's transformers: what tokenizer_config.json
 * or special_tokens_map.json says counts, otherwise tokenizer.json, and where no file says it, what
 * the kind of tokenizer does by itself (docs/files.md).
 */
public final class TokenizerFolder {
  private TokenizerFolder() {}

  /**
   * Opens the tokenizer of a model in a folder of Hugging Face's layout: tokenizer.json, or else
   * vocab.txt, with the settings of tokenizer_config.json, special_tokens_map.json and
   * added_tokens.json. If no file says whether a model with a vocab.txt is cased, it is assumed to
   * be cased if its vocabulary has capital letters, and a note says so.
   *
   * @param path the model's folder
   * @throws io.blick.models.format.FormatException if the files are damaged, hostile or of another
   *     kind of tokenizer
   * @throws IllegalArgumentException if there is neither tokenizer.json nor vocab.txt
   */
  public static Tokenizer open(Path path) {
    Folder folder = new Folder(path);
    Optional<Path> json = folder.file("tokenizer.json");
    if (json.isPresent()) {
      return open(folder, json.get());
    }
    TokenizerSettings settings = TokenizerSettings.read(WordPiece.FORMAT, folder);
    Path lines = folder
        .file("vocab.txt")
        .orElseThrow(() -> new IllegalArgumentException(
            "wordpiece: the folder must hold vocab.txt or tokenizer.json; got neither in "
                + Escaped.path(path)));
    return new WordPieceFolder(settings).tokenizer(lines);
  }

  private static Tokenizer open(Folder folder, Path json) {
    JsonStream read = JsonStream.read(WordPiece.FORMAT, json, VocabularyFile.LARGEST);
    TokenizerKind kind = TokenizerKind.of(read.text());
    JsonStream stream = new JsonStream(kind.format(), json, read.text());
    TokenizerSettings settings = TokenizerSettings.read(kind.format(), folder);
    TokenizerJson whole = TokenizerJson.read(stream);
    return switch (kind) {
      case WORD_PIECE -> new WordPieceFolder(settings).tokenizer(new WordPieceJson(whole));
      case BYTE_PAIRS -> pairs(new FastFolder(settings, whole));
      case UNIGRAM -> new SpacedFolder(new FastFolder(settings, whole)).unigram();
    };
  }

  private static Tokenizer pairs(FastFolder folder) {
    return SpacedFolder.isMeant(folder)
        ? new SpacedFolder(folder).pairs()
        : new BpeFolder(folder).tokenizer();
  }
}
