package io.blick.models.task;

import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.SharedCores;
import io.blick.models.Models;
import io.blick.models.format.Escaped;
import io.blick.models.text.TextHead;
import io.blick.models.text.TextModel;
import io.blick.models.token.Tokenizer;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.function.Supplier;

/** The model of a task while the task is open, and the cores that its callers share. */
final class TaskModel implements AutoCloseable {
  private final String operation;
  private final TextModel model;
  // Closes the model if it is the task's own.
  private final Runnable release;
  private final SharedCores cores = new SharedCores();
  private volatile boolean closed;

  private TaskModel(String operation, TextModel model, Runnable release) {
    this.operation = operation;
    this.model = model;
    this.release = release;
  }

  /**
   * Opens the model in a folder, and a task with it that owns it; if there is no such task, the
   * model is closed.
   */
  static <T> T open(String operation, Path folder, Function<TaskModel, T> task) {
    TextModel model = Models.open(Given.one(operation, "folder", folder));
    try {
      return task.apply(new TaskModel(operation, model, model::close));
    } catch (Throwable e) {
      model.close();
      throw e;
    }
  }

  /** Returns a task with a model that stays its caller's. */
  static <T> T of(String operation, TextModel model, Function<TaskModel, T> task) {
    return task.apply(new TaskModel(operation, Given.one(operation, "model", model), () -> {}));
  }

  /**
   * Returns the head that the task needs.
   *
   * @param needed the head's name, with which the error says what is missing
   * @throws IllegalArgumentException if the model does not have it; the message names those it has
   */
  <H extends TextHead> H head(Class<H> kind, String needed) {
    return Heads.required(operation, model, kind, needed);
  }

  /** Returns the task's word, with which errors begin. */
  String operation() {
    return operation;
  }

  TextModel model() {
    return model;
  }

  Tokenizer tokenizer() {
    return model.tokenizer();
  }

  /** Returns the model's name as a sentence may have it. */
  String name() {
    return Escaped.text(model.name());
  }

  /**
   * Returns what is computed on all cores if no other caller has them, or else on the calling
   * thread.
   *
   * @throws IllegalStateException after {@link #close}
   */
  <R> R run(Function<Parallel, R> work) {
    return whileOpen(() -> {
      try (SharedCores.Lease lease = cores.lease()) {
        return work.apply(lease.threads());
      }
    });
  }

  /**
   * Returns what is computed on threads of the caller.
   *
   * @throws IllegalStateException after {@link #close}
   */
  <R> R run(Parallel threads, Function<Parallel, R> work) {
    Given.one(operation, "threads", threads);
    return whileOpen(() -> work.apply(threads));
  }

  private <R> R whileOpen(Supplier<R> work) {
    if (closed) {
      throw new IllegalStateException(afterClose());
    }
    try {
      return work.get();
    } catch (IllegalStateException e) {
      // Who closes while others compute takes cores and weights from under them.
      throw closed ? new IllegalStateException(afterClose(), e) : e;
    }
  }

  private String afterClose() {
    return "%s: the model %s must be open; got a call after close(); open it again"
        .formatted(operation, name());
  }

  /** Ends the threads, and closes the model if it is the task's own. A second call does nothing. */
  @Override
  public void close() {
    closed = true;
    cores.close();
    release.run();
  }
}
