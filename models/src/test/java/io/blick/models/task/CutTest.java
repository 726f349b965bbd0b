package io.blick.models.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import io.blick.models.task.PieceLimit.Fitted;
import io.blick.models.token.Piece;
import io.blick.models.token.Word;
import io.blick.models.token.folder.TokenizerFolder;
import io.blick.models.token.wordpiece.TokenizerJsonFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which pieces are left out, against the Hugging Face tokenizer itself. */
class CutTest {
  static {
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("OPT_OUT_TRACKING", "true");
    System.setProperty(
        "DJL_CACHE_DIR", Path.of("target", "oracle").toAbsolutePath().toString());
    System.setProperty("slf4j.internal.verbosity", "ERROR");
  }

  // Each word is two pieces, so that a limit falls into a word as often as between two.
  private static final String TEXT = "ab ac ad ae ba bc bd";

  @TempDir
  private Path folder;

  private Path file = Path.of("");

  @BeforeEach
  void write() throws IOException {
    file = TokenizerJsonFile.write(
        folder,
        List.of(
            "[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "a", "b", "##a", "##b", "##c", "##d",
            "##e"),
        false);
  }

  private io.blick.models.token.Encoding encoded(InputText text) {
    return text.encoded(TokenizerFolder.open(folder));
  }

  private static PieceLimit limit(int most, TooLong tooLong) {
    return new PieceLimit("try", most, "the positions of it", tooLong);
  }

  private Fitted cut(InputText text, int most) {
    return limit(most, TooLong.CUT).fit(0, text, encoded(text));
  }

  private static long[] ids(io.blick.models.token.Encoding encoding) {
    return encoding.pieces().stream().mapToLong(Piece::id).toArray();
  }

  /** Returns the beginning of the text that has so many words. */
  private static String words(int count) {
    return String.join(" ", Arrays.asList(TEXT.split(" ", -1)).subList(0, count));
  }

  @Test
  void a_text_loses_its_last_pieces() throws IOException {
    for (int most = 3; most < 17; most++) {
      try (HuggingFaceTokenizer oracle = oracle("longest_first", most, 0)) {
        assertThat(ids(cut(InputText.of(TEXT), most).encoding()))
            .isEqualTo(oracle.encode(TEXT).getIds());
      }
    }
  }

  @Test
  void of_a_pair_the_longer_text_is_cut_first() throws IOException {
    int cases = 0;
    for (int most = 5; most < 19; most++) {
      try (HuggingFaceTokenizer oracle = oracle("longest_first", most, 0)) {
        for (int first = 1; first <= 7; first++) {
          for (int second = 1; second <= 7; second++) {
            Fitted fitted = cut(InputText.pair(words(first), words(second)), most);
            assertThat(ids(fitted.encoding()))
                .as("%d and %d words in %d", first, second, most)
                .isEqualTo(oracle.encode(words(first), words(second)).getIds());
            assertThat(fitted.cut()).isEqualTo(2 * (first + second) + 3 > most);
            cases++;
          }
        }
      }
    }
    assertThat(cases).isEqualTo(14 * 49);
  }

  @Test
  void windows_are_those_of_the_tokenizer() throws IOException {
    String question = words(2);
    for (int most = 9; most < 24; most++) {
      int room = most - 7;
      try (HuggingFaceTokenizer oracle = oracle("only_second", most, room / 2)) {
        var pair = InputText.pair(question, TEXT);
        var search = new AnswerSearch(pair, encoded(pair), 1);

        List<long[]> found = search.windows(room, room / 2).stream()
            .map(window -> ids(window.encoding()))
            .toList();

        Encoding all = oracle.encode(question, TEXT, true, true);
        List<long[]> expected = new ArrayList<>(List.of(all.getIds()));
        Arrays.stream(all.getOverflowing()).map(Encoding::getIds).forEach(expected::add);
        assertThat(found).as("windows of %d", most).containsExactlyElementsOf(expected);
      }
    }
  }

  @Test
  void pieces_that_are_left_know_their_words() {
    io.blick.models.token.Encoding encoding =
        cut(InputText.pair("ab ac ad", "ba bc"), 8).encoding();

    assertThat(encoding.words())
        .containsExactly(
            new Word("[CLS]", List.of(0)),
            new Word("ab", List.of(1, 2)),
            new Word("a", List.of(3)),
            new Word("[SEP]", List.of(4)),
            new Word("ba", List.of(5, 6)),
            new Word("[SEP]", List.of(7)));
    IntStream.range(0, 8)
        .forEach(i -> assertThat(
                encoding.words().get(encoding.pieces().get(i).word()).pieces())
            .contains(i));
  }

  @Test
  void what_is_not_cut_is_refused_with_both_numbers() {
    InputText text = InputText.of(TEXT);

    assertThatThrownBy(() -> limit(15, TooLong.REFUSE).fit(2, text, encoded(text)))
        .isInstanceOf(UnfitTextException.class)
        .hasMessage("try: text 3 must have at most 15 pieces, the positions of it; got 16;"
            + " shorten it or have it cut")
        .hasFieldOrPropertyWithValue("index", 2);
    assertThat(limit(16, TooLong.REFUSE).fit(2, text, encoded(text)).cut()).isFalse();
    assertThatThrownBy(() -> cut(InputText.pair(TEXT, TEXT), 4))
        .hasMessageStartingWith("try: text 1 must have at most 4 pieces");
  }

  @Test
  void a_text_without_a_piece_is_refused() {
    assertThatThrownBy(() -> cut(InputText.of(" "), 15))
        .isInstanceOf(UnfitTextException.class)
        .hasMessage("try: text 1 must have at least one piece of its own; got none");
    assertThatThrownBy(() -> cut(InputText.pair("ab", ""), 15))
        .hasMessage(
            "try: text 1 must have a second text with at least one piece of its own; got none");
  }

  private HuggingFaceTokenizer oracle(String truncation, int most, int stride) throws IOException {
    return HuggingFaceTokenizer.newInstance(
        file,
        Map.of(
            "truncation", truncation,
            "maxLength", Integer.toString(most),
            "modelMaxLength", Integer.toString(most),
            "stride", Integer.toString(stride),
            "padding", "false"));
  }
}
