package io.blick.lens.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConlluTest {
  private static final int MOST_WORDS = 7;

  @TempDir
  private Path folder;

  private Path file;

  @BeforeEach
  void nameFile() {
    file = folder.resolve("t.conllu");
  }

  private List<TreebankEntry> entries(byte[] bytes) {
    try {
      Files.write(file, bytes);
    } catch (IOException failed) {
      throw new AssertionError(failed);
    }
    List<TreebankEntry> entries = new ArrayList<>();
    try (Conllu treebank = Conllu.open(file, MOST_WORDS)) {
      for (Optional<TreebankEntry> next = treebank.next();
          next.isPresent();
          next = treebank.next()) {
        entries.add(next.get());
      }
    }
    return entries;
  }

  private List<TreebankEntry> entries(String text) {
    return entries(text.getBytes(StandardCharsets.UTF_8));
  }

  private String damage(String text) {
    return damage(text.getBytes(StandardCharsets.UTF_8));
  }

  private String damage(byte[] bytes) {
    List<TreebankEntry> entries = entries(bytes);
    assertThat(entries).hasSize(1);
    return ((TreebankEntry.Damaged) entries.getFirst())
        .message()
        .replace(folder.toString() + folder.getFileSystem().getSeparator(), "");
  }

  private static String word(Object id, String form, Object head, String relation) {
    return "%s\t%s\t_\t_\t_\t_\t%s\t%s\t_\t_\n".formatted(id, form, head, relation);
  }

  @Test
  void words_are_the_lines_with_a_plain_id() {
    String text = "# text = Vi ses\n"
        + word("1-2", "Vises", "_", "_")
        + word(1, "Vi", 2, "nsubj")
        + word(2, "ses", 0, "root")
        + word("2.1", "där", "_", "_")
        + "\n\n# another\r\n"
        + word(1, "a b", 0, "root").replace("\n", "\r\n");

    assertThat(entries("\ufeff" + text))
        .containsExactly(
            new TreebankEntry.Sentence(List.of(
                new SyntacticWord("Vi", 2, "nsubj", 3), new SyntacticWord("ses", 0, "root", 4))),
            new TreebankEntry.Sentence(List.of(new SyntacticWord("a b", 0, "root", 9))));
  }

  @Test
  void of_an_empty_file_there_is_nothing() {
    assertThat(entries("")).isEmpty();
    assertThat(entries("\n\n# only a comment\n\n")).isEmpty();
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "2,form,0,root;the id must be 1, or a range such as 3-4, or an empty node such as 3.1;2",
        "x,form,0,root;the id must be 1, or a range such as 3-4, or an empty node such as 3.1;x",
        "1,,0,root;the form must not be empty;''",
        "1,form,_,root;the head must be a whole number from 0 on;_",
        "1,form,-1,root;the head must be a whole number from 0 on;-1",
        "1,form,9999999999,root;the head must be a whole number from 0 on;9999999999",
        "1,form,1,root;the head must not be the word itself;1",
        "1,form,2,dep;the head must be from 0 to 1, the number of words;2",
        "1,form,0,_;the relation must have a name;_",
        "1,form,0, punct;DEPREL must have no spaces, nor other characters that are not"
            + " seen;' punct'",
        "1,form,0,punct ;DEPREL must have no spaces, nor other characters that are not"
            + " seen;'punct '",
        "1,form,0, ;DEPREL must have no spaces, nor other characters that are not seen;' '",
        "1,form,0,pu\u00a0nct;DEPREL must have no spaces, nor other characters that are not"
            + " seen;pu\\u00a0nct",
        "1,form,0,punct\u200b;DEPREL must have no spaces, nor other characters that are not"
            + " seen;punct\\u200b",
        "1,form,0 ,root;HEAD must have no spaces, nor other characters that are not seen;'0 '",
        " 1,form,0,root;ID must have no spaces, nor other characters that are not seen;' 1'",
        "1,form,0,;the relation must have a name;''",
        "1, ,0,root;the form must not be empty;' '",
        "1,\u00a0\u3000,0,root;the form must not be empty;\\u00a0\\u3000",
        "1-2,\u00a0,_,_;the form must not be empty;\\u00a0",
        "1,form,0,:;the relation must have a name before and behind each colon;:",
        "1,form,2,:x;the relation must have a name before and behind each colon;:x",
        "1,form,2,obj:;the relation must have a name before and behind each colon;obj:",
        "1,form,2,a::b;the relation must have a name before and behind each colon;a::b",
        "1,form,0,nsubj;the relation must be root where the head is 0, and nowhere else;nsubj with"
            + " the head 0",
        "1,form,2,root;the relation must be root where the head is 0, and nowhere else;root with"
            + " the head 2",
        "01,form,0,root;the id must be 1, or a range such as 3-4, or an empty node such as 3.1;01",
        "2-3,form,_,_;a range must stand before its first word, reach further, and meet no other"
            + " range;2-3",
        "1-1,form,_,_;a range must stand before its first word, reach further, and meet no other"
            + " range;1-1",
        "1-2,form,3,_;the head of a range or an empty node must be _;3",
        "1-2,form,_,root;the relation of a range or an empty node must be _;root",
        "1.1,form,_,_;an empty node must stand behind its word, numbered from 1 on, such as"
            + " 3.1;1.1",
        "0.2,form,_,_;an empty node must stand behind its word, numbered from 1 on, such as"
            + " 3.1;0.2",
        "1-2,form,_,_;a sentence must have a word with an id of its own;none"
      })
  void a_malformed_word_is_named_with_its_line(String columns, String rule, String got) {
    String[] fields = columns.split(",", -1);

    String line = word(fields[0], fields[1], fields[2], fields[3]);

    assertThat(damage("\n" + line)).isEqualTo("t.conllu, line 2: " + rule + "; got " + got);
  }

  @ParameterizedTest
  @CsvSource({"3, UPOS", "4, XPOS", "5, FEATS", "8, DEPS"})
  void a_space_in_a_column_that_has_none_is_named(int column, String name) {
    String[] fields = word(1, "form", 0, "root").strip().split("\t", -1);
    fields[column] = "a\u3000b";

    assertThat(damage(String.join("\t", fields) + "\n"))
        .isEqualTo("t.conllu, line 1: " + name
            + " must have no spaces, nor other characters that are not seen; got a\\u3000b");
  }

  @ParameterizedTest
  @CsvSource({"2, LEMMA", "3, UPOS", "4, XPOS", "5, FEATS", "8, DEPS", "9, MISC"})
  void an_empty_column_is_named(int column, String name) {
    String[] fields = word(1, "form", 0, "root").strip().split("\t", -1);
    fields[column] = "";

    assertThat(damage(String.join("\t", fields) + "\n"))
        .isEqualTo("t.conllu, line 1: " + name + " must not be empty, but _; got ''");
  }

  @Test
  void spaces_stand_in_form_lemma_and_misc() {
    String line = "1\ta b\tc d\t_\t_\t_\t0\troot\t_\tGloss=e f\n";

    assertThat(entries(line))
        .containsExactly(
            new TreebankEntry.Sentence(List.of(new SyntacticWord("a b", 0, "root", 1))));
  }

  @Test
  void ranges_meet_no_other_and_end_at_a_word() {
    String words = word(1, "a", 0, "root") + word(2, "b", 1, "x") + word(3, "c", 1, "x");
    String meeting = word("1-2", "ab", "_", "_")
        + words.replace("2\tb", "2-3\tbc\t_\t_\t_\t_\t_\t_\t_\t_\n2\tb");

    assertThat(damage(meeting))
        .isEqualTo("t.conllu, line 3: a range must stand before its first word, reach further, and"
            + " meet no other range; got 2-3");
    assertThat(damage(word("1-4", "abc", "_", "_") + words))
        .isEqualTo("t.conllu, line 1: a range must end at a word, of which there are 3; got one to"
            + " 4");
  }

  @Test
  void empty_nodes_are_numbered_behind_their_word() {
    String text = word("0.1", "x", "_", "_")
        + word("0.2", "x", "_", "_")
        + word(1, "a", 0, "root")
        + word("1.1", "x", "_", "_")
        + word("2-3", "bc", "_", "_")
        + word(2, "b", 1, "x")
        + word("2.1", "x", "_", "_")
        + word(3, "c", 1, "x");

    assertThat(entries(text).getFirst())
        .isInstanceOfSatisfying(
            TreebankEntry.Sentence.class,
            sentence -> assertThat(sentence.words()).hasSize(3));
  }

  @Test
  void what_has_not_ten_columns_is_no_treebank() {
    assertThat(damage("Katten jagade musen.\n"))
        .isEqualTo("t.conllu, line 1: a line must have 10 columns between tabs; got 1");
    assertThat(damage(word(1, "a", 0, "root").replace("\n", "\tx\n")))
        .isEqualTo("t.conllu, line 1: a line must have 10 columns between tabs; got more");
  }

  @Test
  void a_cycle_is_named_with_its_words() {
    String text = word(1, "a", 0, "root")
        + word(2, "b", 4, "x")
        + word(3, "c", 2, "x")
        + word(4, "d", 3, "x")
        + word(5, "e", 2, "x");

    assertThat(damage(text))
        .isEqualTo("t.conllu, line 2: the heads must lead to the root, 0, and not round in a"
            + " circle; got 2 → 4 → 3 → 2");
  }

  @Test
  void bytes_that_are_no_text_are_named_with_their_line() {
    byte[] bytes = word(1, "äger", 0, "root").getBytes(StandardCharsets.ISO_8859_1);

    assertThat(damage(bytes))
        .isEqualTo("t.conllu, line 1: a line must be UTF-8; got bytes that are not");
  }

  @Test
  void a_line_of_absurd_length_is_never_held() {
    assertThat(damage(word(1, "a".repeat(1 << 20), 0, "root")))
        .isEqualTo("t.conllu, line 1: a line must have at most 65536 bytes; got 1048597");
  }

  @Test
  void a_long_sentence_is_checked_to_its_end_but_not_kept() {
    StringBuilder text = new StringBuilder("# text = " + "ord ".repeat(100_000) + "\n");
    for (int i = 1; i <= 100_000; i++) {
      text.append(word(i, "ord", i - 1, i == 1 ? "root" : "dep"));
    }
    String round = text.toString().replace("\t0\troot\t", "\t100000\tdep\t");

    assertThat(entries(text.toString())).containsExactly(new TreebankEntry.Oversized(2, 100_000));
    assertThat(damage(round))
        .isEqualTo("t.conllu, line 2: the heads must lead to the root, 0, and not round in a"
            + " circle; got 1 → 100000 → 99999 → 99998 → 99997 → 99996 → …");
  }

  @Test
  void after_a_malformed_line_the_next_sentence_is_read_again() {
    String text = word(1, "a", 7, "x") + word(3, "b", 0, "root") + word(9, "c", 0, "root") + "\n"
        + word(1, "d", 0, "root");

    assertThat(entries(text))
        .hasSize(2)
        .last()
        .isEqualTo(new TreebankEntry.Sentence(List.of(new SyntacticWord("d", 0, "root", 5))));
  }

  @Test
  void a_sentence_has_one_root_which_may_have_a_subtype() {
    String one = word(1, "a", 0, "root:x") + word(2, "b", 1, "nsubj:pass:x");

    assertThat(entries(one).getFirst()).isInstanceOf(TreebankEntry.Sentence.class);
    assertThat(damage(one + word(3, "c", 0, "root")))
        .isEqualTo("t.conllu, line 3: a sentence must have one word with the head 0; got 1 and 3");
  }

  @Test
  void a_file_without_line_feeds_is_told_how_lines_end() {
    String text = "# text = a b\n" + word(1, "a", 0, "root") + word(2, "b", 1, "obj");
    String wrong = "t.conllu, line 1: a line must end at a line feed; got a carriage return without"
        + " one behind it";

    assertThat(damage(text.replace('\n', '\r'))).isEqualTo(wrong);
    assertThat(damage(word(1, "a", 0, "root").repeat(7919).replace('\n', '\r'))).isEqualTo(wrong);
  }

  @Test
  void parts_of_speech_spaces_and_the_id_of_a_sentence_are_kept() throws IOException {
    List<TreebankEntry> entries = entries("""
        # newdoc
        # sent_id = es-7
        # text = Del río, sí
        1-2\tDel\t_\t_\t_\t_\t_\t_\t_\t_
        1\tDe\t_\tADP\t_\t_\t3\tcase\t_\t_
        2\tel\t_\tDET\t_\t_\t3\tdet\t_\t_
        3\trío\t_\tNOUN\t_\t_\t0\troot\t_\tGloss=river|SpaceAfter=No
        4-5\t,sí\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No
        4\t,\t_\tPUNCT\t_\t_\t3\tpunct\t_\t_
        5\tsí\t_\tINTJ\t_\t_\t3\tdiscourse\t_\t_
        6\t!\t_\tPUNCT\t_\t_\t3\tpunct\t_\t_

        1\ta\t_\t_\t_\t_\t0\troot\t_\t_
        """);

    var first = (TreebankEntry.Sentence) entries.getFirst();
    assertThat(first.id()).contains("es-7");
    assertThat(first.words().stream().map(SyntacticWord::partOfSpeech))
        .containsExactly("ADP", "DET", "NOUN", "PUNCT", "INTJ", "PUNCT");
    SentenceText text = SentenceText.of(first.words());
    assertThat(text.text()).isEqualTo("De el río, sí!");
    assertThat(text.word(2)).isEqualTo("río");
    assertThat(text.words().get(5)).isEqualTo(new SentenceText.Span(13, 14));
    assertThat(((TreebankEntry.Sentence) entries.getLast()).id()).isEmpty();
  }
}
