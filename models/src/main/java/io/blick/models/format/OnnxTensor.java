package io.blick.models.format;

import io.blick.core.tensor.DType;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One initializer of an ONNX model while it is read, {@code TensorProto}. */
final class OnnxTensor {
  /** ONNX's {@code DataType} of the types that tensors of Blick have. */
  private static final Map<Long, DType> TYPES = Map.of(
      1L,
      DType.F32,
      2L,
      DType.U8,
      3L,
      DType.I8,
      5L,
      DType.I16,
      6L,
      DType.I32,
      7L,
      DType.I64,
      9L,
      DType.BOOL,
      10L,
      DType.F16,
      11L,
      DType.F64,
      16L,
      DType.BF16);

  private static final int FLOATS = 4;
  private static final int INTS = 5;
  private static final int LONGS = 7;
  private static final int RAW = 9;
  private static final int DOUBLES = 10;

  private final MappedFile file;
  private final long at;
  private final Sizes sizes = new Sizes();
  private String name = "";
  private long type;
  private int field;
  private @Nullable Wire elements;
  private boolean external;
  private boolean segment;

  private OnnxTensor(Wire wire) {
    this.file = wire.file();
    this.at = wire.at();
  }

  static OnnxTensor read(Wire wire) {
    var tensor = new OnnxTensor(wire);
    while (wire.next()) {
      tensor.readField(wire);
    }
    if (tensor.name.isEmpty()) {
      throw OnnxRule.NAMELESS.broken(tensor.file, tensor.at);
    }
    return tensor;
  }

  private void readField(Wire wire) {
    switch (wire.field()) {
      case 1 -> readSizes(wire);
      case 2 -> type = wire.number();
      case 3 -> {
        segment = true;
        wire.skip();
      }
      // 6 and 11 are lists of texts and of unsigned numbers.
      case FLOATS, INTS, 6, LONGS, RAW, DOUBLES, 11 -> readElements(wire);
      case 8 -> name = wire.text();
      case 13 -> {
        external = true;
        wire.skip();
      }
      case 14 -> external |= wire.number() != 0;
      default -> wire.skip();
    }
  }

  private void readSizes(Wire wire) {
    if (wire.hasLength()) {
      Wire list = wire.message();
      while (list.left() > 0) {
        sizes.add(file, list.at(), list.varint());
      }
    } else {
      sizes.add(file, wire.fieldAt(), wire.number());
    }
  }

  private void readElements(Wire wire) {
    Wire list = wire.message();
    if (elements != null) {
      throw claim().broken(OnnxRule.STORED_ONCE, wire.field());
    }
    field = wire.field();
    elements = list;
  }

  String name() {
    return name;
  }

  /** Returns the elements in place or, where they are varints, decoded. */
  StoredTensor stored() {
    DType known = TYPES.get(type);
    if (known == null) {
      throw claim().broken(OnnxRule.TYPE, type);
    }
    if (external) {
      throw claim().broken(OnnxRule.EXTERNAL);
    }
    if (segment) {
      throw claim().broken(OnnxRule.SEGMENT);
    }
    Wire list = elements;
    if (list == null) {
      return StoredTensor.of(claim(), known, sizes, file, at, 0);
    }
    if (field == RAW || field == inPlace(known)) {
      return StoredTensor.of(claim(), known, sizes, file, list.at(), list.left());
    }
    if (field == varints(known)) {
      return OnnxVarints.decode(claim(), known, sizes, list);
    }
    throw claim().broken(OnnxRule.STORAGE, field);
  }

  /** The field that holds elements of a type as they are in memory, besides raw data. */
  private static int inPlace(DType type) {
    return switch (type) {
      case F32 -> FLOATS;
      case F64 -> DOUBLES;
      case F16, BF16, I64, I32, I16, I8, U8, BOOL -> RAW;
    };
  }

  private static int varints(DType type) {
    return switch (type) {
      case I64 -> LONGS;
      case F16, BF16, I32, I16, I8, U8, BOOL -> INTS;
      case F32, F64 -> RAW;
    };
  }

  private Claim claim() {
    return new Claim(file, at, name);
  }
}
