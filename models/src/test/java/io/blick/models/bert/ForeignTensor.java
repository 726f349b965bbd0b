package io.blick.models.bert;

import io.blick.core.tensor.DType;
import io.blick.core.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A tensor of any type of safetensors, also of one of which no tensors are made here.
 *
 * @param name its name
 * @param type its type, as the format spells it
 * @param sizes its sizes as JSON
 * @param bytes what its elements take; each byte is 0xFF, no number in most types
 */
public record ForeignTensor(String name, String type, String sizes, int bytes) {

  /** Writes a folder with this tensor before all others in the header. */
  public Path write(TinyBert tiny, Path folder) throws IOException {
    Map<String, Tensor> others = new LinkedHashMap<>(tiny.tensors());
    Tensor elements = Tensor.zeros(DType.U8, bytes);
    elements.data().fill((byte) 0xFF);
    others.remove(name);
    tiny.tensors().clear();
    tiny.tensors().put(name, elements);
    tiny.tensors().putAll(others);
    Path file = tiny.write(folder).resolve("model.safetensors");
    retype(file);
    return folder;
  }

  private void retype(Path file) throws IOException {
    ByteBuffer before = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    int data = 8 + Math.toIntExact(before.getLong());
    String header = new String(before.array(), 8, data - 8, StandardCharsets.UTF_8);
    String written = entry("U8", "[%d]".formatted(bytes));
    if (!header.contains(written)) {
      throw new IllegalStateException("retype: it must hold %s; got %s".formatted(written, header));
    }
    byte[] typed = header.replace(written, entry(type, sizes)).getBytes(StandardCharsets.UTF_8);
    ByteBuffer after = ByteBuffer.allocate(8 + typed.length + before.capacity() - data)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(typed.length)
        .put(typed)
        .put(before.position(data));
    Files.write(file, after.array());
  }

  private String entry(String dtype, String shape) {
    return "\"%s\":{\"dtype\":\"%s\",\"shape\":%s".formatted(name, dtype, shape);
  }
}
