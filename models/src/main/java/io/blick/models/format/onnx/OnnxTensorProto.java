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

  private OnnxTensorProto(ProtobufReader reader) {
    this.file = reader.file();
    this.at = reader.at();
  }

  static OnnxTensorProto read(ProtobufReader reader) {
    var tensor = new OnnxTensorProto(reader);
    while (reader.next()) {
      tensor.readField(reader);
    }
    if (tensor.name.isEmpty()) {
      throw OnnxRule.NAMELESS.broken(tensor.file, tensor.at);
    }
    return tensor;
  }

  private void readField(ProtobufReader reader) {
    switch (reader.field()) {
      case 1 -> readSizes(reader);
      case 2 -> type = reader.number();
      case 3 -> {
        segment = true;
        reader.skip();
      }
      case OnnxTypes.FLOATS,
          OnnxTypes.INTS,
          OnnxTypes.LONGS,
          OnnxTypes.RAW,
          OnnxTypes.DOUBLES,
          OnnxTypes.UNSIGNED -> readElements(reader);
      case OnnxTypes.TEXTS -> {
        texts++;
        reader.skip();
      }
      case 8 -> name = reader.text();
      case 13 -> {
        external = true;
        reader.skip();
      }
      case 14 -> external |= reader.number() != 0;
      default -> reader.skip();
    }
  }

  private void readSizes(ProtobufReader reader) {
    if (reader.hasLength()) {
      ProtobufReader list = reader.message();
      while (list.left() > 0) {
        sizes.add(file, list.at(), list.varint());
      }
    } else {
      sizes.add(file, reader.fieldAt(), reader.number());
    }
  }

  private void readElements(ProtobufReader reader) {
    ProtobufReader list = reader.message();
    if (elements != null) {
      throw declaration().broken(OnnxRule.STORED_ONCE, reader.field());
    }
    field = reader.field();
    elements = list;
  }

  String name() {
    return name;
  }

  /** Whether this is a string tensor; its number of elements is checked, and it is not read. */
  boolean isText() {
    if (!OnnxTypes.isText(type)) {
      return false;
    }
    requireHere();
    var element = new ElementType.Foreign("string", 8);
    long count = sizes.count(declaration(), element);
    if (texts != count) {
      throw declaration().broken(OnnxRule.ELEMENTS, count, element.name(), sizes, texts);
    }
    return true;
  }

  /** Returns the tensor, in place or, if its elements are varints, decoded. */
  StoredTensor stored() {
    OnnxTypes.Stored known = OnnxTypes.numbered(type);
    if (known == null) {
      throw declaration().broken(OnnxRule.TYPE, type);
    }
    requireHere();
    if (texts > 0) {
      throw declaration().broken(OnnxRule.STORAGE, OnnxTypes.TEXTS);
    }
    ProtobufReader list = elements;
    if (list == null) {
      return StoredTensor.of(declaration(), known.type(), sizes, file, at, 0);
    }
    if (field != OnnxTypes.RAW && field != known.list()) {
      throw declaration().broken(OnnxRule.STORAGE, field);
    }
    return switch (field) {
      case OnnxTypes.RAW, OnnxTypes.FLOATS, OnnxTypes.DOUBLES ->
        StoredTensor.of(declaration(), known.type(), sizes, file, list.at(), list.left());
      default -> OnnxVarints.decode(declaration(), known.type(), sizes, list);
    };
  }

  private void requireHere() {
    if (external) {
      throw declaration().broken(OnnxRule.EXTERNAL);
    }
    if (segment) {
      throw declaration().broken(OnnxRule.SEGMENT);
    }
  }

  private TensorDeclaration declaration() {
    return new TensorDeclaration(file, at, name);
  }
}
