package io.blick.hub;

import java.nio.file.Path;

/** Fetches a model in a JVM of its own: the folder of Blick and the model's name are given. */
final class Fetch {
  private Fetch() {}

  public static void main(String[] arguments) {
    Hub hub = Hub.open(Path.of(arguments[0])).with(event -> System.out.println(event));
    System.out.println(hub.folder(arguments[1]));
  }
}
