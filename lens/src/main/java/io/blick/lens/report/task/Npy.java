package io.blick.lens.report.task;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A matrix of float32 as a .npy file of NumPy, version 1.0: its sizes in a dictionary of Python,
 * padded so that the numbers begin at a multiple of 64, then the numbers row by row, little-endian.
 *
 * @see <a href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html">The
 *     format</a>
 */
final class Npy {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
  private static final int ALIGNMENT = 64;

  private Npy() {}

  /**
   * Writes a matrix, and leaves the stream open.
   *
   * @param rows of equal length; there may be none
   */
  static void write(List<float[]> rows, OutputStream out) throws IOException {
    int columns = rows.isEmpty() ? 0 : rows.getFirst().length;
    out.write(header(rows.size(), columns));
    for (float[] row : rows) {
      ByteBuffer bytes = ByteBuffer.allocate(columns * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      bytes.asFloatBuffer().put(row);
      out.write(bytes.array());
    }
  }

  private static byte[] header(int rows, int columns) {
    String sizes =
        "{'descr': '<f4', 'fortran_order': False, 'shape': (%d, %d), }".formatted(rows, columns);
    int before = MAGIC.length + Short.BYTES;
    int end = Math.ceilDiv(before + sizes.length() + 1, ALIGNMENT) * ALIGNMENT;
    String padded = sizes + " ".repeat(end - before - sizes.length() - 1) + "\n";
    return ByteBuffer.allocate(end)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(MAGIC)
        .putShort((short) padded.length())
        .put(padded.getBytes(StandardCharsets.US_ASCII))
        .array();
  }
}
