package io.blick.models.format.json;

import io.blick.models.format.file.Rule;

/** The rules of a small JSON file. */
enum JsonRule implements Rule {
  JSON("the file must be JSON; got in line %d: %s"),
  END("the file must end with its JSON value; got more in line %d");

  private final String text;

  JsonRule(String text) {
    this.text = text;
  }

  @Override
  public String text() {
    return text;
  }
}
