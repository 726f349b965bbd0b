package io.blick.models.causal;

import io.blick.models.format.TensorFile;
import io.blick.models.format.json.ConfigFile;
import io.blick.models.stack.StackModel;
import io.blick.models.text.ModelNote;
import io.blick.models.text.TextHead;
import io.blick.models.text.TextModel;
import io.blick.models.token.Tokenizer;
import io.blick.models.weights.CheckedWeights;
import io.blick.models.weights.Fingerprint;
import io.blick.models.weights.LoadedWeights;
import io.blick.models.weights.OpenWeights;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The parts of a causal language model in files, from which it is opened.
 *
 * @param architecture that of its model_type
 * @param config config.json, or what a file of another format says in its place
 * @param tokenizer cuts texts into pieces
 * @param ends the pieces after which a text does not go on
 */
public record CausalFiles(
    CausalArchitecture architecture, ConfigFile config, Tokenizer tokenizer, Set<Integer> ends) {
  /** Copies the set. */
  public CausalFiles {
    ends = Set.copyOf(ends);
  }

  /**
   * Opens the model.
   *
   * @param name of the model
   * @param file the weights, which the model closes; closed here if it does not open
   * @throws io.blick.models.format.FormatException if a file is malformed, or asks for what is not
   *     supported
   */
  public TextModel open(String name, TensorFile file) {
    OpenWeights open = new OpenWeights(name, file);
    try {
      return file.reading(() -> read(open, file));
    } catch (Throwable e) {
      open.close();
      throw e;
    }
  }

  private TextModel read(OpenWeights open, TensorFile file) {
    architecture.keys().check(config);
    CausalPlan plan = architecture.plan(config);
    config.requireAtLeast("vocab_size", tokenizer.size(), "the pieces of the vocabulary");
    WeightPlaces places = WeightPlaces.find(file, plan);
    CheckedWeights checked = new CheckedWeights(file, places::absent);
    plan.builder().build(checked, places.stack(), places.decoder());
    List<String> parameters = List.copyOf(checked.used());
    LeftOver left = LeftOver.of(file, places, checked.used());
    LoadedWeights loaded = open.load();
    CausalStack stack = plan.builder().build(loaded, places.stack(), places.decoder());
    List<TextHead> heads =
        places.headed() ? List.of(new NextPiece(open, stack, plan.sizes(), ends)) : List.of();
    List<ModelNote> notes = new ArrayList<>();
    tokenizer.notes().forEach(note -> notes.add(ModelNote.of(note)));
    architecture.keys().note(config).map(ModelNote::of).ifPresent(notes::add);
    left.note().map(ModelNote::of).ifPresent(notes::add);
    Supplier<String> fingerprint =
        loaded.later(() -> Fingerprint.of(plan.sizes().heads(), file, parameters));
    return new StackModel(
        plan.names().model(),
        tokenizer,
        plan.sizes().stack(),
        stack,
        heads,
        notes,
        fingerprint,
        open);
  }
}
