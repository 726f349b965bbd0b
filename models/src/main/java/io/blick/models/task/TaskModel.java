package io.blick.models.task;

import io.blick.core.tensor.Parallel;
import io.blick.models.Models;
import io.blick.models.format.Escaped;
import io.blick.models.text.RequiredHead;
import io.blick.models.text.SharedModel;
import io.blick.models.text.TextHead;
import io.blick.models.text.TextModel;
import io.blick.models.token.Tokenizer;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/** The model of a task while the task is open. */
final class TaskModel implements AutoCloseable {
  private final String operation;
  private final SharedModel shared;

  private TaskModel(String operation, SharedModel shared) {
    this.operation = operation;
    this.shared = shared;
  }

  /**
   * Opens the model in a folder, and a task with it that owns it; if there is no such task, the
   * model is closed.
   */
  static <T> T open(String operation, Path folder, Function<TaskModel, T> task) {
    TextModel model = Models.open(Given.one(operation, "folder", folder));
    try {
      return task.apply(new TaskModel(operation, SharedModel.owning(operation, model)));
    } catch (Throwable e) {
      model.close();
      throw e;
    }
  }

  /** Returns a task with a model that stays its caller's. */
  static <T> T of(String operation, TextModel model, Function<TaskModel, T> task) {
    Given.one(operation, "model", model);
    return task.apply(new TaskModel(operation, SharedModel.borrowing(operation, model)));
  }

  /**
   * Returns the head that the task needs.
   *
   * @throws IllegalArgumentException if the model does not have it; the message names those it has,
   *     and says why this one is absent if that is known
   */
  <H extends TextHead> H head(Class<H> kind) {
    return RequiredHead.of(operation, model(), kind);
  }

  /** Returns the task's word, with which errors begin. */
  String operation() {
    return operation;
  }

  TextModel model() {
    return shared.model();
  }

  Tokenizer tokenizer() {
    return model().tokenizer();
  }

  /** Returns what the user may not expect of the model. */
  List<String> notes() {
    return model().notes();
  }

  /** Returns the model's name as a sentence may have it. */
  String name() {
    return Escaped.text(model().name());
  }

  /** Returns what is computed on the cores that the callers share. */
  <R> R run(Function<Parallel, R> work) {
    return shared.onCores(work);
  }

  /** Returns what is computed on threads of the caller. */
  <R> R run(Parallel threads, Function<Parallel, R> work) {
    Given.one(operation, "threads", threads);
    return shared.whileOpen(() -> work.apply(threads));
  }

  @Override
  public void close() {
    shared.close();
  }
}
