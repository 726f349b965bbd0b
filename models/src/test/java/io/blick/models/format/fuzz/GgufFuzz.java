package io.blick.models.format.fuzz;

import io.blick.models.format.TensorFile;
import io.blick.models.format.file.FileRule;
import io.blick.models.format.file.Rule;
import io.blick.models.format.gguf.Gguf;
import io.blick.models.format.gguf.GgufBytes;
import io.blick.models.format.mapped.TensorRule;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Small GGUF files, damaged in counts, keys, types, texts, lists, sizes and places. */
final class GgufFuzz implements FuzzFormat {
  private static final int[] TYPES = {0, 1, 2, 3, 4, 8, 12, 24, 26, 39, 40, -1};

  @Override
  public Class<? extends TensorFile> reader() {
    return Gguf.class;
  }

  @Override
  public String opened() {
    return "model.gguf";
  }

  @Override
  public Set<Rule> rules() {
    Set<Rule> rules = new HashSet<>(AllRules.of("GgufRule"));
    rules.add(FileRule.POINTER);
    rules.addAll(EnumSet.of(
        TensorRule.TYPE,
        TensorRule.TEXT,
        TensorRule.NAME_TWICE,
        TensorRule.AXIS,
        TensorRule.COUNT,
        TensorRule.WEIGHT_TYPE,
        TensorRule.WEIGHT_SIZES,
        TensorRule.ABSENT));
    return rules;
  }

  @Override
  public String weight() {
    return "a";
  }

  @Override
  public int[] sizes() {
    return new int[] {2, 3};
  }

  @Override
  public void read(Object file) throws Throwable {
    Object metadata = FuzzReader.call(file.getClass().getMethod("metadata"), file);
    ask(metadata, "text", "name");
    ask(metadata, "whole", "whole");
    ask(metadata, "number", "real");
    ask(metadata, "flag", "flag");
    ask(metadata, "texts", "texts");
    ask(metadata, "wholes", "wholes");
    ask(metadata, "numbers", "wholes");
    Object[] matrix = {"none", 5, 0};
    FuzzReader.call(
        file.getClass().getMethod("matrix", String.class, int.class, int.class), file, matrix);
  }

  private static void ask(Object metadata, String method, String key) throws Throwable {
    FuzzReader.call(metadata.getClass().getMethod(method, String.class), metadata, key);
  }

  @Override
  public Map<String, byte[]> files(Mutator mutator) {
    if (mutator.strikes(4)) {
      return Map.of(opened(), LittleEndian.pointer());
    }
    var file = new GgufBytes();
    long version = mutator.strikes() ? 0x03000000 : mutator.number(3);
    file.begin(mutator.text("GGUF", "GGML", "gguf"), version, mutator.number(3), mutator.number(7));
    metadata(mutator, file);
    int alignment = 32;
    tensor(mutator, file, "a", 0, 0, 3, 2);
    tensor(mutator, file, "b", 24, 32, 7);
    tensor(mutator, file, "none", 1, 64, 0, 5);
    file.align(alignment).floats(1, 2, 3, 4, 5, 6).align(alignment);
    file.bytes(new byte[7]).align(alignment);
    return Map.of(opened(), mutator.bytes(file.toArray()));
  }

  private static void metadata(Mutator mutator, GgufBytes file) {
    key(mutator, file, "general.alignment", 4).int32(mutator.strikes() ? 12 : 32);
    key(mutator, file, "name", 8);
    text(mutator, file, "Blick");
    key(mutator, file, "whole", 10).int64(mutator.number(30));
    key(mutator, file, "real", 6).floats(1e-5f);
    key(mutator, file, "flag", 7).int8(mutator.number(1));
    key(mutator, file, "texts", 9).int32(mutator.strikes() ? 9 : 8).int64(mutator.number(2));
    text(mutator, file, "Ġkatt");
    text(mutator, file, "en");
    key(mutator, file, "wholes", 9).int32(mutator.strikes() ? 6 : 5).int64(mutator.number(3));
    file.int32(1).int32(2).int32(3);
  }

  private static GgufBytes key(Mutator mutator, GgufBytes file, String key, int type) {
    text(mutator, file, mutator.text(key, "name", "real", ""));
    return file.int32(mutator.strikes() ? mutator.below(14) : type);
  }

  private static void text(Mutator mutator, GgufBytes file, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (mutator.strikes() && bytes.length > 0) {
      bytes[mutator.below(bytes.length)] = (byte) 0xff;
    }
    file.text(bytes, mutator.number(bytes.length));
  }

  private static void tensor(
      Mutator mutator, GgufBytes file, String name, int type, long offset, long... sizes) {
    text(mutator, file, mutator.text(name, "a", "b"));
    file.int32(mutator.number(sizes.length));
    for (long size : sizes) {
      file.int64(mutator.strikes() ? 2_147_483_647 : mutator.number(size));
    }
    file.int32(mutator.strikes() ? TYPES[mutator.below(TYPES.length)] : type);
    file.int64(mutator.strikes() ? 32L * mutator.below(5) : mutator.number(offset));
  }
}
