import org.jspecify.annotations.NullMarked;

/** What the heads of a model look at, as a library: traces, measures, pictures and reports. */
@NullMarked
module io.blick.lens {
  requires transitive io.blick.models;
  requires com.fasterxml.jackson.core;
  requires static org.jspecify;

  exports io.blick.lens;
  exports io.blick.lens.ablation;
  exports io.blick.lens.ablation.output;
  exports io.blick.lens.attribution;
  exports io.blick.lens.bootstrap;
  exports io.blick.lens.coreference;
  exports io.blick.lens.corpus;
  exports io.blick.lens.flow;
  exports io.blick.lens.induction;
  exports io.blick.lens.looks;
  exports io.blick.lens.picture;
  exports io.blick.lens.profile;
  exports io.blick.lens.report;
  exports io.blick.lens.report.ablation;
  exports io.blick.lens.report.compare;
  exports io.blick.lens.report.attribution;
  exports io.blick.lens.report.heads;
  exports io.blick.lens.report.look;
  exports io.blick.lens.report.senses;
  exports io.blick.lens.report.task;
  exports io.blick.lens.report.write;
  exports io.blick.lens.roles;
  exports io.blick.lens.roles.measured;
  exports io.blick.lens.senses;
  exports io.blick.lens.text;
  exports io.blick.lens.trace;
  exports io.blick.lens.window;
}
