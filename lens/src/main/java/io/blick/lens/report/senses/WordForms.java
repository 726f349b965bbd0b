package io.blick.lens.report.senses;

import io.blick.lens.report.request.Notes;
import io.blick.lens.trace.TextException;
import io.blick.lens.trace.TextUnits;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The forms of a request's word, looked for in one text. */
final class WordForms {
  private final SensesRequest request;
  private final Notes notes;

  WordForms(SensesRequest request, Notes notes) {
    this.request = request;
    this.notes = notes;
  }

  /**
   * A word that was found.
   *
   * @param index of the word in its text
   * @param form the form that finds it
   */
  record Found(int index, String form) {}

  /**
   * Returns the first word of a text that has one of the forms; where two forms mean the same word,
   * the form is the one that the request has first.
   *
   * @param text what a note calls the text
   * @throws TextException if no word has any of them
   */
  Found find(TextUnits words, String text) {
    List<String> forms = request.forms();
    if (forms.size() == 1) {
      return new Found(notes.find(words, forms.getFirst(), text), forms.getFirst());
    }
    var found = new TreeMap<Integer, Found>();
    for (String form : forms) {
      try {
        for (int index : words.findAll(form)) {
          found.putIfAbsent(index, new Found(index, form));
        }
      } catch (TextException _) {
        // Another form may be there.
      }
    }
    Map.Entry<Integer, Found> first = found.firstEntry();
    if (first == null) {
      // No word has a comma in it, so that this names the words that there are.
      return new Found(words.find(request.word()).index(), request.word());
    }
    if (found.size() > 1) {
      notes.add("%s stand in %s %d times; the first, %s, is meant"
          .formatted(
              String.join(", ", forms), text, found.size(), first.getValue().form()));
    }
    return first.getValue();
  }
}
