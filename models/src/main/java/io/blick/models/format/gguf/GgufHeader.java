package io.blick.models.format.gguf;

import io.blick.models.format.Escaped;
import io.blick.models.format.mapped.MappedFile;
import io.blick.models.format.mapped.StoredTensor;
import io.blick.models.format.mapped.TensorRule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** Reads and checks what stands before the elements of a GGUF file. */
final class GgufHeader {
  private static final int MAGIC = 0x46554747;
  private static final String ALIGNMENT = "general.alignment";
  private static final long USUAL_ALIGNMENT = 32;

  /** Bytes of the shortest key with a value: the length of a name, a type and a byte. */
  private static final int SHORTEST_KEY = 8 + 4 + 1;

  /** Bytes of the shortest tensor: the length of a name, the number of axes, type and place. */
  private static final int SHORTEST_TENSOR = 8 + 4 + 4 + 8;

  private final MappedFile file;
  private final GgufCursor cursor;
  private final SequencedMap<String, GgufValue> values = new LinkedHashMap<>();
  private final SequencedMap<String, GgufEntry> entries = new LinkedHashMap<>();
  private final SequencedMap<String, StoredTensor> tensors = new LinkedHashMap<>();

  private GgufHeader(MappedFile file) {
    this.file = file;
    this.cursor = new GgufCursor(file, 0);
  }

  static GgufHeader read(MappedFile file) {
    var header = new GgufHeader(file);
    header.requireVersion();
    long tensors = header.cursor.int64("the number of tensors");
    long keys = header.cursor.int64("the number of keys");
    header.requireRoom(GgufRule.TENSORS, 8, tensors, SHORTEST_TENSOR);
    header.requireRoom(GgufRule.KEYS, 16, keys, SHORTEST_KEY);
    for (long n = 0; n < keys; n++) {
      header.readKey();
    }
    for (long n = 0; n < tensors; n++) {
      header.readEntry();
    }
    header.place();
    return header;
  }

  SequencedMap<String, StoredTensor> tensors() {
    return tensors;
  }

  GgufMetadata metadata() {
    return new GgufMetadata(file, values);
  }

  private void requireVersion() {
    int magic = cursor.int32("its first four letters");
    if (magic != MAGIC) {
      throw GgufRule.MAGIC.broken(file, 0, "bytes %08x".formatted(Integer.reverseBytes(magic)));
    }
    int version = cursor.int32("its version");
    if (version == Integer.reverseBytes(3) || version == Integer.reverseBytes(2)) {
      throw GgufRule.BIG_ENDIAN.broken(file, 4, Integer.reverseBytes(version));
    }
    if (version != 2 && version != 3) {
      throw GgufRule.VERSION.broken(file, 4, Integer.toUnsignedString(version));
    }
  }

  private void requireRoom(GgufRule rule, long at, long count, int shortest) {
    if (count < 0 || count > cursor.left() / shortest) {
      throw rule.broken(file, at, Long.toUnsignedString(count), cursor.left());
    }
  }

  private void readKey() {
    long at = cursor.at();
    String key = cursor.name("a key");
    int type = cursor.int32("a key's type");
    if (values.containsKey(key)) {
      throw GgufRule.KEY_TWICE.broken(file, at, Escaped.text(key));
    }
    values.put(key, GgufValues.read(cursor, key, type));
  }

  private void readEntry() {
    GgufEntry entry = GgufEntry.read(cursor);
    String name = entry.declaration().tensor();
    if (entries.putIfAbsent(name, entry) != null) {
      throw TensorRule.NAME_TWICE.broken(file, entry.declaration().at(), Escaped.text(name));
    }
  }

  private void place() {
    long alignment = alignment();
    long dataAt = Math.min(file.size(), Math.ceilDiv(cursor.at(), alignment) * alignment);
    entries.values().forEach(entry -> entry.requireWithin(file.size() - dataAt, alignment));
    List<GgufEntry> placed = new ArrayList<>(entries.values());
    placed.sort(Comparator.comparingLong(GgufEntry::begin).thenComparingLong(GgufEntry::bytes));
    long filled = 0;
    for (GgufEntry entry : placed) {
      if (entry.begin() < filled) {
        throw entry.declaration().broken(GgufRule.OVERLAP, filled, entry.begin());
      }
      filled = entry.begin() + entry.bytes();
    }
    entries.forEach((name, entry) -> tensors.put(name, entry.stored(dataAt)));
  }

  private long alignment() {
    GgufMetadata metadata = metadata();
    if (!metadata.has(ALIGNMENT)) {
      return USUAL_ALIGNMENT;
    }
    long alignment = metadata.whole(ALIGNMENT);
    if (alignment <= 0 || alignment > 1L << 31 || Long.bitCount(alignment) != 1) {
      throw GgufRule.ALIGNMENT.broken(file, 0, alignment);
    }
    return alignment;
  }
}
