package io.blick.bench.turns;

/**
 * Work in this virtual machine.
 *
 * @param name of the side in tables
 * @param call the work, once
 */
public record OwnSide(String name, Runnable call) implements Side {

  @Override
  public long nanos(int calls) {
    long start = System.nanoTime();
    for (int i = 0; i < calls; i++) {
      call.run();
    }
    return System.nanoTime() - start;
  }
}
