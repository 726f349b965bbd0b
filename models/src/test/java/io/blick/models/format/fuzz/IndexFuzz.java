package io.blick.models.format.fuzz;

import io.blick.models.format.TensorFile;
import io.blick.models.format.file.FileRule;
import io.blick.models.format.file.Rule;
import io.blick.models.format.mapped.TensorRule;
import io.blick.models.format.safetensors.ShardedSafetensors;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Two small safetensors files and their index, which is damaged, or does not agree with them. */
final class IndexFuzz implements FuzzFormat {
  private static final String FIRST = "model-00001-of-00002.safetensors";
  private static final String SECOND = "model-00002-of-00002.safetensors";
  private static final String DEEP = "[".repeat(1_100);

  @Override
  public Class<? extends TensorFile> reader() {
    return ShardedSafetensors.class;
  }

  @Override
  public String opened() {
    return "model.safetensors.index.json";
  }

  @Override
  public Set<Rule> rules() {
    Set<Rule> rules = new HashSet<>(AllRules.of("IndexRule"));
    rules.addAll(EnumSet.allOf(FileRule.class));
    rules.addAll(AllRules.of("JsonRule"));
    rules.addAll(EnumSet.of(TensorRule.ABSENT, TensorRule.WEIGHT_SIZES, TensorRule.WEIGHT_TYPE));
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
  public Map<String, byte[]> files(Mutator mutator) {
    Map<String, byte[]> files = new HashMap<>();
    files.put(opened(), index(mutator));
    String a = mutator.text("F32 [2,3] 24", "I32 [2,3] 24", "F32 [3,2] 24");
    String more = mutator.text("", entry("c", "U8 [0] 0") + ",");
    files.put(FIRST, shard(more + entry(mutator.text("a", "b", "d"), a), a));
    if (!mutator.strikes()) {
      String b = "BF16 [5] 10";
      files.put(SECOND, shard(entry(mutator.text("b", "a", "e"), b), b));
    }
    return files;
  }

  private static byte[] index(Mutator mutator) {
    String json = mutator.text("", "\ufeff", "[", "NaN ")
        + "{\"metadata\":"
        + mutator.text("{\"total_size\":34}", "null", "Infinity", DEEP, "1e9999", "\"\\ud800\"")
        + ","
        + mutator.text("\"weight_map\"", "\"weights\"", "\"metadata\"")
        + ":"
        + mutator.text(map(mutator), "[]", "null", "7", "{}")
        + "}"
        + mutator.text("", " ", "}", " 1");
    if (mutator.strikesForOnce(40)) {
      return mutator.below(2) == 0 ? LittleEndian.pointer() : new byte[0];
    }
    if (mutator.strikesForOnce(40)) {
      return json.getBytes(StandardCharsets.UTF_16LE);
    }
    return mutator.bytes(json.getBytes(StandardCharsets.UTF_8));
  }

  private static String map(Mutator mutator) {
    return "{\"a\":%s,\"%s\":%s}"
        .formatted(
            file(mutator, FIRST), mutator.text("b", "a", "c", "\\u202e"), file(mutator, SECOND));
  }

  private static String file(Mutator mutator, String honest) {
    return mutator.text(
        '"' + honest + '"',
        '"' + FIRST + '"',
        "\"../" + honest + '"',
        "\"/etc/passwd\"",
        "\"..\"",
        "\"\"",
        "\"C:\\\\a\"",
        "\"a\\u0000\"",
        "\"absent.safetensors\"",
        '"' + "a".repeat(256) + '"',
        "\"\\ud800\"",
        "null",
        "[]",
        "3");
  }

  /** Returns what a header says of one tensor: type, sizes, bytes. */
  private static String entry(String name, String type) {
    String[] parts = type.split(" ", -1);
    return "\"%s\":{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":[0,%s]}"
        .formatted(name, parts[0], parts[1], parts[2]);
  }

  /** Returns a file of which only one tensor has elements, of that type. */
  private static byte[] shard(String entries, String type) {
    String[] parts = type.split(" ", -1);
    byte[] header = ("{" + entries + "}").getBytes(StandardCharsets.UTF_8);
    var file = new ByteArrayOutputStream();
    LittleEndian.fixed64(file, header.length);
    file.writeBytes(header);
    file.writeBytes(new byte[Integer.parseInt(parts[2])]);
    return file.toByteArray();
  }
}
