package io.blick.lens.picture.steps;

import io.blick.lens.draw.Numbers;
import io.blick.lens.text.Columns;
import io.blick.lens.trace.Steps;
import java.util.ArrayList;
import java.util.List;

/**
 * The largest products qᵢ · kᵢ of a few keys as text: why one sum is large and another is not. The
 * keys are those that are looked at most, and the one with the smallest sum.
 */
final class ProductsText {
  private static final int MOST = 3;
  private static final int PRODUCTS = 5;
  private static final int NUMBER = 9;

  private final StepsView view;
  private final Steps steps;
  private final int labels;

  ProductsText(StepsView view) {
    this.view = view;
    this.steps = view.steps();
    this.labels = Math.max("key".length(), view.widestName());
  }

  void append(StepsPage page) {
    int shown = Math.min(PRODUCTS, steps.dimension());
    page.blank();
    page.sentence(
        ("Why a sum is large or small: its %s largest products by size, for the keys looked"
                + " at most and for the one with the smallest sum; i counts from 0.")
            .formatted(shown));
    page.blank();
    page.line(page.ink().faint(row("key", List.of("i", "q", "k", "q × k"))));
    for (int key : keys()) {
      List<Integer> largest = steps.largestProducts(key).subList(0, shown);
      String name = view.name(key);
      for (int i : largest) {
        page.line(row(name, cells(key, i)));
        name = "";
      }
      page.line(page.ink().faint(sum(key, largest)));
    }
  }

  private List<Integer> keys() {
    List<Integer> keys = new ArrayList<>(view.byWeight().stream().limit(MOST).toList());
    int least = view.keys().getFirst();
    for (int key : view.keys()) {
      if (view.key(key).dot() < view.key(least).dot()) {
        least = key;
      }
    }
    if (!keys.contains(least)) {
      keys.add(least);
    }
    return keys;
  }

  private List<String> cells(int key, int i) {
    return List.of(
        Integer.toString(i),
        Numbers.fixed(steps.query().get(i), 3),
        Numbers.fixed(view.key(key).vector().get(i), 3),
        Numbers.fixed(steps.products(key).get(i), 3));
  }

  private String sum(int key, List<Integer> largest) {
    List<Float> products = steps.products(key);
    double part = largest.stream().mapToDouble(products::get).sum();
    return row("", List.of("", "", "sum", Numbers.fixed(part, 3)))
        + "  of %s in all".formatted(Numbers.fixed(view.key(key).dot(), 3));
  }

  private String row(String name, List<String> cells) {
    var line = new StringBuilder(Columns.left(name, labels));
    for (String cell : cells) {
      line.append(' ').append(Columns.right(cell, NUMBER));
    }
    return line.toString();
  }
}
