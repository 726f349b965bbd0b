package io.blick.models.token.folder;

/** How the closing piece stands between the two texts of a pair. */
enum TextPair {
  /** BERT's: {@code [CLS] first [SEP] second [SEP]}. */
  ONE_BETWEEN("BERT's", 1, "%1$s:0 A:0 %2$s:0 B:1 %2$s:1"),
  /** MPNet's: {@code <s> first </s></s> second </s>}. */
  TWO_BETWEEN("MPNet's", 2, "%1$s:0 A:0 %2$s:0 %2$s:0 B:1 %2$s:1");

  private final String owner;
  private final int between;
  private final String template;

  TextPair(String owner, int between, String template) {
    this.owner = owner;
    this.between = between;
    this.template = template;
  }

  /** Returns whose it is, for errors. */
  String owner() {
    return owner;
  }

  /** Returns the number of closing pieces between the texts. */
  int between() {
    return between;
  }

  /** Returns it as tokenizer.json does: each part and its segment, from 0. */
  String template(String opening, String closing) {
    return template.formatted(opening, closing);
  }
}
