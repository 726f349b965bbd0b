package io.blick.models.token.wordpiece;

import io.blick.models.token.Encoding;
import io.blick.models.token.Piece;
import io.blick.models.token.Tokenizer;
import io.blick.models.token.Word;
import io.blick.models.token.folder.TokenizerFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Writes what a tokenizer is opened from, with BERT's special pieces before those of a test. */
public final class VocabularyFolder {
  static final List<String> SPECIAL = List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]");

  private final Path folder;

  public VocabularyFolder(Path folder) {
    this.folder = folder;
  }

  Path file(String name) {
    return folder.resolve(name);
  }

  /** Returns the special pieces, then those of a line, between spaces. */
  static List<String> pieces(String line) {
    List<String> pieces = new ArrayList<>(SPECIAL);
    pieces.addAll(List.of(line.split(" ", -1)));
    return pieces;
  }

  public Tokenizer cased(String pieces) throws IOException {
    return configured("{\"do_lower_case\": false}", pieces);
  }

  public Tokenizer uncased(String pieces) throws IOException {
    return configured("{\"do_lower_case\": true}", pieces);
  }

  public Tokenizer configured(String config, String pieces) throws IOException {
    Files.writeString(file("tokenizer_config.json"), config);
    return plain(pieces);
  }

  /** Opens a vocabulary that no configuration stands beside. */
  Tokenizer plain(String pieces) throws IOException {
    Files.write(file("vocab.txt"), pieces(pieces));
    return TokenizerFolder.open(folder);
  }

  /** Opens a tokenizer.json in which some text is replaced. */
  Tokenizer json(String pieces, String replaced, String replacement) throws IOException {
    String json = Files.readString(TokenizerJsonFile.write(folder, pieces(pieces), true));
    if (!json.contains(replaced)) {
      throw new IllegalArgumentException(
          "json: it must contain %s; got %s".formatted(replaced, json));
    }
    Files.writeString(file("tokenizer.json"), json.replace(replaced, replacement));
    return TokenizerFolder.open(folder);
  }

  /** Returns the pieces of an encoding but the first and the last: spelling, place and word. */
  static List<String> inner(Encoding encoding) {
    List<String> all = shown(encoding);
    return all.subList(1, all.size() - 1);
  }

  /** Returns the pieces of an encoding: spelling, place in the text and index of the word. */
  static List<String> shown(Encoding encoding) {
    return encoding.pieces().stream().map(VocabularyFolder::shown).toList();
  }

  private static String shown(Piece piece) {
    return switch (piece) {
      case Piece.Added added -> "%s word %d".formatted(added.text(), added.word());
      case Piece.InText in ->
        "%s %d-%d word %d".formatted(in.text(), in.start(), in.end(), in.word());
    };
  }

  /** Returns the words of an encoding but the first and the last. */
  static List<String> words(Encoding encoding) {
    List<String> all = encoding.words().stream().map(Word::text).toList();
    return all.subList(1, all.size() - 1);
  }
}
