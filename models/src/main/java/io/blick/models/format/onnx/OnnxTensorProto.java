package io.blick.models.format.onnx;

import io.blick.models.format.mapped.ElementType;
import io.blick.models.format.mapped.MappedFile;
import io.blick.models.format.mapped.ProtobufReader;
import io.blick.models.format.mapped.Sizes;
import io.blick.models.format.mapped.StoredTensor;
import io.blick.models.format.mapped.TensorDeclaration;
import org.jspecify.annotations.Nullable;

/** One initializer of an ONNX model while it is read, {@code TensorProto}. */
final class OnnxTensorProto {
  private final MappedFile file;
  private final long at;
  private final Sizes sizes = new Sizes();
  private String name = "";
  private long type;
  private int field;
  private @Nullable ProtobufReader elements;
  private long texts;
  private boolean external;
  private boolean segment;

  private OnnxTensorProto(ProtobufReader wire) {
    this.file = wire.file();
    this.at = wire.at();
  }

  static OnnxTensorProto read(ProtobufReader wire) {
    var tensor = new OnnxTensorProto(wire);
    while (wire.next()) {
      tensor.readField(wire);
    }
    if (tensor.name.isEmpty()) {
      throw OnnxRule.NAMELESS.broken(tensor.file, tensor.at);
    }
    return tensor;
  }

  private void readField(ProtobufReader wire) {
    switch (wire.field()) {
      case 1 -> readSizes(wire);
      case 2 -> type = wire.number();
      case 3 -> {
        segment = true;
        wire.skip();
      }
      case OnnxTypes.FLOATS,
          OnnxTypes.INTS,
          OnnxTypes.LONGS,
          OnnxTypes.RAW,
          OnnxTypes.DOUBLES,
          OnnxTypes.UNSIGNED -> readElements(wire);
      case OnnxTypes.TEXTS -> {
        texts++;
        wire.skip();
      }
      case 8 -> name = wire.text();
      case 13 -> {
        external = true;
        wire.skip();
      }
      case 14 -> external |= wire.number() != 0;
      default -> wire.skip();
    }
  }

  private void readSizes(ProtobufReader wire) {
    if (wire.hasLength()) {
      ProtobufReader list = wire.message();
      while (list.left() > 0) {
        sizes.add(file, list.at(), list.varint());
      }
    } else {
      sizes.add(file, wire.fieldAt(), wire.number());
    }
  }

  private void readElements(ProtobufReader wire) {
    ProtobufReader list = wire.message();
    if (elements != null) {
      throw claim().broken(OnnxRule.STORED_ONCE, wire.field());
    }
    field = wire.field();
    elements = list;
  }

  String name() {
    return name;
  }

  /** Returns true for text, which has no size and is passed over once its number is checked. */
  boolean isText() {
    if (!OnnxTypes.isText(type)) {
      return false;
    }
    requireHere();
    var element = new ElementType.Foreign("string", 8);
    long count = sizes.count(claim(), element);
    if (texts != count) {
      throw claim().broken(OnnxRule.ELEMENTS, count, element.name(), sizes, texts);
    }
    return true;
  }

  /** Returns the elements in place or, where they are varints, decoded. */
  StoredTensor stored() {
    OnnxTypes.Stored known = OnnxTypes.numbered(type);
    if (known == null) {
      throw claim().broken(OnnxRule.TYPE, type);
    }
    requireHere();
    if (texts > 0) {
      throw claim().broken(OnnxRule.STORAGE, OnnxTypes.TEXTS);
    }
    ProtobufReader list = elements;
    if (list == null) {
      return StoredTensor.of(claim(), known.type(), sizes, file, at, 0);
    }
    if (field != OnnxTypes.RAW && field != known.list()) {
      throw claim().broken(OnnxRule.STORAGE, field);
    }
    return switch (field) {
      case OnnxTypes.RAW, OnnxTypes.FLOATS, OnnxTypes.DOUBLES ->
        StoredTensor.of(claim(), known.type(), sizes, file, list.at(), list.left());
      default -> OnnxVarints.decode(claim(), known.type(), sizes, list);
    };
  }

  private void requireHere() {
    if (external) {
      throw claim().broken(OnnxRule.EXTERNAL);
    }
    if (segment) {
      throw claim().broken(OnnxRule.SEGMENT);
    }
  }

  private TensorDeclaration claim() {
    return new TensorDeclaration(file, at, name);
  }
}
