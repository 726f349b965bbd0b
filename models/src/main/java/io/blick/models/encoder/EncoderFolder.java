package io.blick.models.encoder;

import io.blick.models.format.TensorFile;
import io.blick.models.format.file.Folder;
import io.blick.models.format.json.ConfigFile;
import io.blick.models.sentence.SentenceFolder;
import io.blick.models.stack.Stack;
import io.blick.models.stack.StackModel;
import io.blick.models.text.ModelNote;
import io.blick.models.text.TextHead;
import io.blick.models.text.TextModel;
import io.blick.models.token.Tokenizer;
import io.blick.models.token.folder.TokenizerFolder;
import io.blick.models.weights.Adapter;
import io.blick.models.weights.CheckedWeights;
import io.blick.models.weights.Fingerprint;
import io.blick.models.weights.LoadedWeights;
import io.blick.models.weights.OpenWeights;
import io.blick.models.weights.WeightFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Opens an encoder from a folder.
 *
 * @param whole the folder as a whole, with modules.json if it embeds sentences
 * @param folder that of the transformer, mostly the same: config.json, weights and tokenizer
 * @param config config.json
 * @param architecture that of its model_type
 */
public record EncoderFolder(Path whole, Path folder, ConfigFile config, Architecture architecture) {

  /**
   * Opens the model.
   *
   * @param name of the model
   * @throws IllegalArgumentException if a file is missing
   * @throws io.blick.models.format.FormatException if a file is malformed, or asks for what is not
   *     supported
   */
  public TextModel open(String name) {
    architecture.keys().check(config);
    EncoderPlan told = architecture.plan(config);
    Adapter.requireNone(new Folder(folder));
    Tokenizer tokenizer = TokenizerFolder.open(folder);
    EncoderPlan plan = tokenizer.tellsSegments() ? told : told.inOneSegment();
    config.requireAtLeast("vocab_size", tokenizer.size(), "the pieces of the vocabulary");
    SentenceFolder sentences =
        SentenceFolder.read(whole, plan.sizes().width(), tokenizer.lowersCase());
    TensorFile file = WeightFiles.open(new Folder(folder));
    OpenWeights open = new OpenWeights(name, file);
    try {
      return file.reading(() -> open(open, plan, tokenizer, sentences, file));
    } catch (Throwable e) {
      open.close();
      throw e;
    }
  }

  private TextModel open(
      OpenWeights open,
      EncoderPlan plan,
      Tokenizer tokenizer,
      SentenceFolder sentences,
      TensorFile file) {
    String transform = plan.heads().masked().transform() + ".weight";
    WeightPrefix at = WeightPrefix.find(file, plan.names(), transform);
    HeadReader reader = new HeadReader(plan, config, at, tokenizer.size(), file);
    AbsentWeight absent = new AbsentWeight(file, plan, at, config);
    CheckedWeights checked = new CheckedWeights(file, absent::error);
    plan.builder().build(checked, at.encoder());
    // In the architecture's order; those of the heads are not yet there.
    List<String> parameters = List.copyOf(checked.used());
    reader.read(checked, open);
    UnusedWeights unused = new UnusedWeights(file, plan, at, checked.used(), reader::isOfAbsent);
    unused.requireNoneWithin();
    LoadedWeights loaded = open.load();
    Stack encoder = plan.builder().build(loaded, at.encoder());
    List<TextHead> heads = new ArrayList<>(reader.read(loaded, open));
    sentences.head(open.model()).ifPresent(head -> heads.add(new Heads.Sentence(open, head)));
    List<ModelNote> notes = new ArrayList<>();
    tokenizer.notes().forEach(note -> notes.add(ModelNote.of(note)));
    architecture.keys().note(config).map(ModelNote::of).ifPresent(notes::add);
    notes.addAll(reader.notes());
    HeadFiles.note(whole, heads).ifPresent(notes::add);
    notes.addAll(unused.notes(config.texts("architectures"), reader.missingDecoder()));
    sentences.note().ifPresent(notes::add);
    Supplier<String> fingerprint =
        loaded.later(() -> Fingerprint.of(plan.sizes().heads(), file, parameters));
    return new StackModel(
        plan.names().model(),
        tokenizer,
        plan.sizes().stack(),
        encoder,
        heads,
        notes,
        fingerprint,
        open);
  }
}
