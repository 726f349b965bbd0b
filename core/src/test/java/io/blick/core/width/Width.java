package io.blick.core.width;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import io.blick.core.nn.EagerOps;
import java.io.IOException;
import java.util.List;

/** A virtual machine of its own that computes so many floats at once. */
enum Width {
  LANES_16(16),
  LANES_8(8),
  LANES_4(4),
  SCALAR(1),
  WITHOUT_C2(1),
  WITHOUT_FMA(1);

  private final int lanes;

  Width(int lanes) {
    this.lanes = lanes;
  }

  private List<String> options() {
    String vectors = "--add-modules=jdk.incubator.vector";
    return switch (this) {
      // Some Intel processors are not given their widest lanes unless asked for.
      case LANES_16 -> List.of(vectors, "-XX:UseAVX=3", "-XX:MaxVectorSize=64");
      case LANES_8 -> List.of(vectors, "-XX:MaxVectorSize=32");
      case LANES_4 -> List.of(vectors, "-XX:MaxVectorSize=16");
      case SCALAR -> List.of();
      case WITHOUT_C2 -> List.of(vectors, "-XX:TieredStopAtLevel=1");
      case WITHOUT_FMA -> List.of(vectors, "-XX:UseAVX=0");
    };
  }

  /**
   * Runs {@link Digests} and returns what it prints below its first line, which must say that it
   * really ran so; skips the test where the processor lacks the lanes.
   */
  String run() throws IOException, InterruptedException {
    if (this == WITHOUT_FMA && !System.getProperty("os.arch").equals("amd64")) {
      skip("skipped: this processor always has the instruction");
    }
    Child child = Child.onClassPath(options(), Digests.class);
    List<String> lines = child.printed();
    if (child.exit() != 0) {
      fail("%s: the virtual machine failed; it printed %s".formatted(this, child.lines()));
    }
    String first = lines.getFirst();
    // Without being told, this virtual machine has as many lanes as the processor.
    if (EagerOps.lanes() < lanes && first.equals(line(EagerOps.lanes()))) {
      skip("skipped: this processor has no " + lanes + " lanes");
    }
    if (!first.equals(line(lanes))) {
      fail("%s: must compute with %s; got %s".formatted(this, line(lanes), first));
    }
    return String.join("\n", lines.subList(1, lines.size())) + "\n";
  }

  private static String line(int lanes) {
    return lanes + (lanes == 1 ? " ScalarKernels" : " VectorKernels");
  }

  private static void skip(String reason) {
    if ("1".equals(System.getenv("BLICK_EVERYTHING"))) {
      fail(reason);
    }
    abort(reason);
  }
}
