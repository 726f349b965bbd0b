package io.blick.bench.timing;

/**
 * Blick's side of a comparison: work in this JVM.
 *
 * @param name the name of the side
 * @param call does the work once
 */
public record BlickSide(String name, Runnable call) implements Side {

  @Override
  public long nanos(int calls) {
    long start = System.nanoTime();
    for (int i = 0; i < calls; i++) {
      call.run();
    }
    return System.nanoTime() - start;
  }
}
