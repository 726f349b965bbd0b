package io.blick.hub;

import io.blick.hub.catalogue.Catalogue;
import io.blick.hub.catalogue.Layout;
import io.blick.hub.pip.Pip;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/**
 * Fetches the tiny model in a JVM of its own, and writes one line for each event. Given are Blick's
 * folder, that of Maven's set-up, and the artifact's layout, size and SHA-256.
 */
final class Fetch {
  private static final long DAWDLE_NANOS = 20_000_000;

  private Fetch() {}

  public static void main(String[] arguments) {
    Home home = new Home(Path.of(arguments[0]));
    MavenJars maven = Homes.maven(Path.of(arguments[1]));
    Catalogue catalogue =
        Homes.catalogue(Layout.valueOf(arguments[2]), Long.parseLong(arguments[3]), arguments[4]);
    Hub hub = new Hub(home, catalogue, maven, Pip.ofUser(), Fetch::tell);
    System.out.println("fetched " + hub.path("tiny"));
  }

  /**
   * Dawdles, so that whoever kills this at a random moment hits what lies between the steps too.
   */
  private static void tell(Progress.Event event) {
    System.out.println(event);
    LockSupport.parkNanos(DAWDLE_NANOS);
  }
}
