package io.blick.models.format.fuzz;

import io.blick.models.format.TensorFile;
import io.blick.models.format.file.FileRule;
import io.blick.models.format.file.Rule;
import io.blick.models.format.mapped.TensorRule;
import io.blick.models.format.safetensors.Safetensors;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Small safetensors files, damaged in header, length, names, types, sizes and offsets. */
final class SafetensorsFuzz implements FuzzFormat {
  private static final String LONG = "x".repeat(60_000);
  private static final String DEEP = "[[".repeat(600);

  @Override
  public Class<? extends TensorFile> reader() {
    return Safetensors.class;
  }

  @Override
  public String opened() {
    return "model.safetensors";
  }

  @Override
  public Set<Rule> rules() {
    Set<Rule> rules = new HashSet<>(AllRules.of("SafetensorsRule"));
    rules.add(FileRule.POINTER);
    rules.addAll(EnumSet.of(
        TensorRule.TYPE,
        TensorRule.TEXT,
        TensorRule.NAME_TWICE,
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
    return "a";
  }

  @Override
  public int[] sizes() {
    return new int[] {2, 3};
  }

  @Override
  public Map<String, byte[]> files(Mutator mutator) {
    byte[] header = header(mutator).getBytes(StandardCharsets.UTF_8);
    var file = new ByteArrayOutputStream();
    LittleEndian.fixed64(file, mutator.number(header.length));
    file.writeBytes(header);
    file.writeBytes(new byte[Math.clamp(mutator.number(75), 0, 200)]);
    byte[] bytes = file.toByteArray();
    if (mutator.strikes(4)) {
      return Map.of(opened(), LittleEndian.pointer());
    }
    boolean tiny = mutator.strikes(4);
    return Map.of(opened(), tiny ? Arrays.copyOf(bytes, mutator.below(8)) : mutator.bytes(bytes));
  }

  private static String header(Mutator mutator) {
    String entries = String.join(
        ",",
        metadata(mutator),
        entry(mutator, "a", "F32", "[2,3]", 0, 24),
        entry(mutator, "b", "I64", "[5]", 24, 64),
        entry(mutator, "none", "BF16", "[7,0]", 64, 64),
        entry(mutator, "c", "U8", "[11]", 64, 75));
    String more =
        mutator.text("", "," + metadata(mutator), "," + entry(mutator, "a", "U8", "[0]", 75, 75));
    return mutator.text("{", "", "[", " {")
        + entries
        + more
        + mutator.text("}", "", "}}", "} x", "}  1", "]");
  }

  private static String metadata(Mutator mutator) {
    String key = mutator.text("\"made\"", "\"by\"", "\"\\ud800\"", "made");
    String value = mutator.text("\"here\"", "3", "null", "{}", "\"\\udc00\"", "\"\\u0000\"");
    String object = "{\"by\":\"Blick\",%s:%s}".formatted(key, value);
    return "\"__metadata__\":" + mutator.text(object, "[]", "\"by\"", "null", "{}");
  }

  private static String entry(
      Mutator mutator, String name, String type, String shape, long begin, long end) {
    String key = mutator.text(name, "a", "c", "", "__metadata__", "\\ud83d", LONG);
    String dtype = "\"dtype\":"
        + mutator.text(
            '"' + type + '"',
            "\"F31\"",
            "\"f32\"",
            "\"I32\"",
            "\"U32\"",
            "\"F8_E4M3\"",
            "\"F6_E2M3\"",
            "3",
            "[]");
    String sizes = "\"shape\":"
        + mutator.text(
            shape,
            "[" + mutator.wrong(3) + "]",
            "[6]",
            "[2147483647,2147483647,2147483647]",
            "[0,2147483648]",
            "[-1]",
            "[2.5]",
            "[99999999999999999999]",
            "3",
            "[[3]]",
            DEEP);
    String offsets = "\"data_offsets\":"
        + mutator.text(
            "[%d,%d]".formatted(mutator.number(begin), mutator.number(end)),
            "[%d]".formatted(begin),
            "[%d,%d]".formatted(begin + 1, end + 1),
            "[%d,%d,%d]".formatted(begin, end, end),
            "[%d,%d.0]".formatted(begin, end),
            "[%d,%d]".formatted(end + 1, begin),
            "[-9223372036854775809,%d]".formatted(end),
            "{}");
    String fields = mutator.text(
        String.join(",", dtype, sizes, offsets),
        String.join(",", sizes, offsets),
        String.join(",", dtype, offsets),
        String.join(",", dtype, sizes),
        String.join(",", dtype, sizes, offsets, dtype),
        String.join(",", sizes, dtype, sizes, offsets),
        String.join(",", offsets, dtype, sizes, offsets),
        String.join(",", dtype, sizes, offsets, "\"device\":\"cpu\""));
    return "\"%s\":%s".formatted(key, mutator.text("{" + fields + "}", "[]", "null", "7"));
  }
}
