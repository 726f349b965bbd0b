package io.blick.models.format.fuzz;

import io.blick.models.format.TensorFile;
import io.blick.models.format.file.FileRule;
import io.blick.models.format.file.Rule;
import io.blick.models.format.mapped.TensorRule;
import io.blick.models.format.tensorflow.TensorFlowCheckpoint;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Small checkpoints of two shards, damaged in table, header, entries and elements. */
final class CheckpointFuzz implements FuzzFormat {

  @Override
  public Class<? extends TensorFile> reader() {
    return TensorFlowCheckpoint.class;
  }

  @Override
  public String opened() {
    return "variables.index";
  }

  @Override
  public Set<Rule> rules() {
    Set<Rule> rules = new HashSet<>(AllRules.of("CheckpointRule"));
    rules.addAll(AllRules.of("ProtobufRule"));
    rules.add(FileRule.POINTER);
    rules.addAll(EnumSet.of(
        TensorRule.TYPE,
        TensorRule.TEXT,
        TensorRule.AXIS,
        TensorRule.COUNT,
        TensorRule.BYTES,
        TensorRule.WEIGHT_TYPE,
        TensorRule.WEIGHT_SIZES,
        TensorRule.ABSENT));
    return rules;
  }

  @Override
  public String weight() {
    return "bert/a";
  }

  @Override
  public int[] sizes() {
    return new int[] {2, 3};
  }

  @Override
  public Map<String, byte[]> files(Mutator mutator) {
    byte[] first = elements(mutator, 75);
    byte[] second = elements(mutator, 40);
    var table = new FuzzTable(mutator);
    if (!mutator.strikes()) {
      table.add(key(mutator, ""), header(mutator));
    }
    if (mutator.strikesForOnce(100)) {
      addLong(mutator, table);
    }
    if (!mutator.strikes(4)) {
      int type = mutator.strikes() ? mutator.below(2) == 0 ? 3 : 22 : 1;
      int rows = mutator.strikes() ? 6 : 2;
      table.add(key(mutator, "bert/a"), entry(mutator, type, 0, 0, first, 24, rows, 6 / rows));
      table.add(key(mutator, "bert/b/bias"), entry(mutator, 19, 0, 24, first, 0, 7, 0));
      table.add(key(mutator, "bert/b/kernel"), entry(mutator, 9, 1, 0, second, 40, 5));
      table.add(key(mutator, "bert/c"), entry(mutator, 10, 0, 24, first, 11, 11));
      table.add(key(mutator, "graph"), entry(mutator, 7, 0, 35, first, 40));
    }
    Map<String, byte[]> files = new HashMap<>();
    files.put(opened(), mutator.bytes(table.toByteArray()));
    files.put("variables.data-00000-of-00002", mutator.bytes(first));
    if (!mutator.strikes()) {
      files.put("variables.data-00001-of-00002", second);
    }
    if (mutator.strikes(4)) {
      files.put(opened(), LittleEndian.pointer());
    }
    return files;
  }

  private static byte[] elements(Mutator mutator, int count) {
    byte[] bytes = new byte[count];
    for (int i = 0; i < count; i++) {
      bytes[i] = (byte) mutator.below(256);
    }
    return bytes;
  }

  private static byte[] key(Mutator mutator, String honest) {
    String key = mutator.text(honest, "", "bert/a", "z", "\u00ff", "x".repeat(300));
    return key.getBytes(mutator.strikes() ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
  }

  /** A key that is too long, or keys that say in a few bytes much more than the file has. */
  private static void addLong(Mutator mutator, FuzzTable table) {
    boolean tooLong = mutator.below(2) == 0;
    table.useLongBlocks();
    String prefix = "a".repeat(tooLong ? 65_536 : 20_000);
    for (int i = 0; i < (tooLong ? 1 : 90); i++) {
      byte[] key = (prefix + (char) ('!' + i)).getBytes(StandardCharsets.UTF_8);
      table.add(key, new byte[] {8, 7});
    }
  }

  private static byte[] header(Mutator mutator) {
    var version = new FuzzMessage(mutator).number(1, 1).number(2, 0).number(3, 3);
    return new FuzzMessage(mutator)
        .number(1, 2)
        .number(2, 0)
        .message(3, version)
        .toByteArray();
  }

  private static byte[] entry(
      Mutator mutator, int type, int shard, int at, byte[] data, int bytes, long... sizes) {
    var shape = new FuzzMessage(mutator);
    for (long size : sizes) {
      shape.message(2, new FuzzMessage(mutator).number(1, size).text(2, ""));
    }
    for (int i = mutator.strikes() ? 3 : 0; i > 0; i--) {
      shape.message(2, new FuzzMessage(mutator).number(1, Integer.MAX_VALUE));
    }
    shape.number(3, 0);
    var entry = new FuzzMessage(mutator)
        .number(1, type)
        .message(2, shape)
        .number(3, shard)
        .number(4, at)
        .number(5, bytes)
        .fixed32(6, mutator.number(FuzzTable.maskedChecksum(data, at, bytes)));
    if (mutator.strikes()) {
      entry.bytes(7, new byte[3]);
    }
    return entry.toByteArray();
  }
}
