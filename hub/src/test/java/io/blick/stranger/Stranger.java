package io.blick.stranger;

import io.blick.hub.Hub;
import io.blick.hub.HubException;
import io.blick.models.text.TextModel;

/** A program that somebody else wrote: on the class path, it opens a model by its name. */
public final class Stranger {
  private Stranger() {}

  /** Opens the model whose name is given. */
  public static void main(String[] arguments) {
    try (TextModel model = Hub.model(arguments[0])) {
      System.out.printf("%s: %d layers, %d heads%n", model.name(), model.layers(), model.heads());
    } catch (HubException refused) {
      System.out.println(refused.getMessage());
    }
  }
}
