package io.blick.lens.report;

import io.blick.core.attention.AttentionSite;
import io.blick.core.nn.Ops;
import io.blick.core.tensor.Tensor;
import io.blick.models.text.InputProjections;
import io.blick.models.text.ModelNote;
import io.blick.models.text.Pass;
import io.blick.models.text.TextHead;
import io.blick.models.text.TextModel;
import io.blick.models.token.Decoding;
import io.blick.models.token.Encoding;
import io.blick.models.token.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A model that remembers which texts were encoded. */
final class CountingModel implements TextModel {
  private final TextModel model;
  private final List<String> encoded = new ArrayList<>();

  CountingModel(TextModel model) {
    this.model = model;
  }

  /** Returns the texts in the order in which they were encoded, and forgets them. */
  List<String> encoded() {
    List<String> all = List.copyOf(encoded);
    encoded.clear();
    return all;
  }

  @Override
  public Tokenizer tokenizer() {
    Tokenizer tokenizer = model.tokenizer();
    return new Tokenizer() {
      @Override
      public Encoding encode(String text) {
        encoded.add(text);
        return tokenizer.encode(text);
      }

      @Override
      public Encoding encode(String first, String second) {
        encoded.add(first + " | " + second);
        return tokenizer.encode(first, second);
      }

      @Override
      public String piece(int id) {
        return tokenizer.piece(id);
      }

      @Override
      public Optional<Integer> mask() {
        return tokenizer.mask();
      }

      @Override
      public Optional<Integer> unknown() {
        return tokenizer.unknown();
      }

      @Override
      public Optional<Integer> padding() {
        return tokenizer.padding();
      }

      @Override
      public int size() {
        return tokenizer.size();
      }

      @Override
      public Decoding decoding() {
        return tokenizer.decoding();
      }
    };
  }

  @Override
  public String name() {
    return model.name();
  }

  @Override
  public List<ModelNote> explainedNotes() {
    return model.explainedNotes();
  }

  @Override
  public int layers() {
    return model.layers();
  }

  @Override
  public int heads() {
    return model.heads();
  }

  @Override
  public int keyValueHeads() {
    return model.keyValueHeads();
  }

  @Override
  public AttentionSite site(int layer) {
    return model.site(layer);
  }

  @Override
  public int positions() {
    return model.positions();
  }

  @Override
  public List<Tensor> forward(Ops ops, Pass pass) {
    return model.forward(ops, pass);
  }

  @Override
  public Tensor last(Ops ops, Pass pass) {
    return model.last(ops, pass);
  }

  @Override
  public Tensor resume(Ops ops, Pass pass, int first, Tensor x, int end) {
    return model.resume(ops, pass, first, x, end);
  }

  @Override
  public InputProjections inputProjections(int layer) {
    return model.inputProjections(layer);
  }

  @Override
  public Tensor outputProjection(int layer) {
    return model.outputProjection(layer);
  }

  @Override
  public String fingerprint() {
    return model.fingerprint();
  }

  @Override
  public List<TextHead> textHeads() {
    return model.textHeads();
  }

  @Override
  public void close() {
    model.close();
  }
}
