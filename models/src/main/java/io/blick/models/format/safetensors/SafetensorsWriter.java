package io.blick.models.format.safetensors;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.blick.core.tensor.Tensor;
import io.blick.models.format.Escaped;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;

/** A writer of safetensors files: orders the tensors, writes the header, streams the elements. */
final class SafetensorsWriter {
  private static final int BUFFER = 1 << 20;

  private SafetensorsWriter() {}

  static void write(Path path, Map<String, Tensor> tensors, Map<String, String> metadata) {
    Objects.requireNonNull(path, "safetensors: the file must not be null");
    Objects.requireNonNull(tensors, "safetensors: the tensors must not be null");
    Objects.requireNonNull(metadata, "safetensors: the metadata must not be null");
    List<Map.Entry<String, Tensor>> inOrder = ordered(tensors);
    ByteBuffer header = header(tensors, metadata, offsets(inOrder));
    Path temporary =
        path.resolveSibling(".%s.%s.part".formatted(path.getFileName(), UUID.randomUUID()));
    try {
      try {
        writeTemporary(temporary, header, inOrder);
        Files.move(
            temporary, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(temporary);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "safetensors: file must be writable; got " + Escaped.path(path), e);
    }
  }

  /**
   * Orders tensors by the largest power of two, up to 64, that divides their size in bytes, the
   * largest first: so each begins at a multiple of that power, and at least of its element size.
   */
  private static List<Map.Entry<String, Tensor>> ordered(Map<String, Tensor> tensors) {
    return tensors.entrySet().stream()
        .sorted(
            Comparator.comparingLong(entry -> -alignment(entry.getValue().data().byteSize())))
        .toList();
  }

  private static long alignment(long bytes) {
    return Long.lowestOneBit(bytes | Tensor.ALIGNMENT);
  }

  private static Map<String, Long> offsets(List<Map.Entry<String, Tensor>> inOrder) {
    Map<String, Long> offsets = HashMap.newHashMap(inOrder.size());
    long begin = 0;
    for (var entry : inOrder) {
      offsets.put(entry.getKey(), begin);
      begin = Math.addExact(begin, entry.getValue().data().byteSize());
    }
    return offsets;
  }

  private static ByteBuffer header(
      Map<String, Tensor> tensors, Map<String, String> metadata, Map<String, Long> offsets) {
    var bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = new JsonFactory().createGenerator(bytes)) {
      json.writeStartObject();
      writeMetadata(json, metadata);
      for (var entry : tensors.entrySet()) {
        writeEntry(
            json, entry.getKey(), entry.getValue(), offsets.getOrDefault(entry.getKey(), 0L));
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("safetensors: memory must be writable", e);
    }
    return padded(bytes.toByteArray());
  }

  private static void writeMetadata(JsonGenerator json, Map<String, String> metadata)
      throws IOException {
    if (!metadata.isEmpty()) {
      json.writeObjectFieldStart(SafetensorsHeader.METADATA);
      for (var entry : new TreeMap<>(metadata).entrySet()) {
        json.writeStringField(requireText(entry.getKey()), requireText(entry.getValue()));
      }
      json.writeEndObject();
    }
  }

  private static void writeEntry(JsonGenerator json, String name, Tensor tensor, long begin)
      throws IOException {
    if (name.equals(SafetensorsHeader.METADATA)) {
      throw new IllegalArgumentException(
          "safetensors: a tensor's name must not be __metadata__; got it");
    }
    json.writeObjectFieldStart(requireText(name));
    json.writeStringField("dtype", tensor.type().name());
    json.writeFieldName("shape");
    int[] sizes = tensor.sizes();
    json.writeArray(sizes, 0, sizes.length);
    json.writeFieldName("data_offsets");
    json.writeArray(new long[] {begin, begin + tensor.data().byteSize()}, 0, 2);
    json.writeEndObject();
  }

  private static String requireText(String text) {
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw new IllegalArgumentException(
          "safetensors: text must not hold half a surrogate pair; got " + Escaped.text(text));
    }
    return text;
  }

  private static ByteBuffer padded(byte[] json) {
    int start = SafetensorsHeader.START;
    int end = (start + json.length + Tensor.ALIGNMENT - 1) / Tensor.ALIGNMENT * Tensor.ALIGNMENT;
    if (end - start > SafetensorsHeader.LONGEST) {
      throw new IllegalArgumentException("safetensors: header must have at most %d bytes; got %d"
          .formatted(SafetensorsHeader.LONGEST, end - start));
    }
    ByteBuffer header = ByteBuffer.allocate(end).order(ByteOrder.LITTLE_ENDIAN);
    header.putLong(end - start).put(json);
    while (header.hasRemaining()) {
      header.put((byte) ' ');
    }
    return header.flip();
  }

  private static void writeTemporary(
      Path temporary, ByteBuffer header, List<Map.Entry<String, Tensor>> inOrder)
      throws IOException {
    try (FileChannel channel =
            FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        Arena arena = Arena.ofConfined()) {
      writeFully(channel, header);
      MemorySegment buffer = arena.allocate(BUFFER);
      for (var entry : inOrder) {
        writeElements(channel, entry.getValue().data(), buffer);
      }
      channel.force(true);
    }
  }

  /** Copies through a native buffer, since heap memory cannot always be viewed as bytes. */
  private static void writeElements(FileChannel channel, MemorySegment data, MemorySegment buffer)
      throws IOException {
    for (long done = 0; done < data.byteSize(); done += BUFFER) {
      long count = Math.min(BUFFER, data.byteSize() - done);
      MemorySegment.copy(data, done, buffer, 0, count);
      writeFully(channel, buffer.asSlice(0, count).asByteBuffer());
    }
  }

  private static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }
}
