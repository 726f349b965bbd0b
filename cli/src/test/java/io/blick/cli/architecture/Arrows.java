package io.blick.cli.architecture;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which way the arrows between rooms go; docs/architecture.md draws them.
 *
 * <p>A pattern such as {@code io.blick..core.kernel..} means the room itself, and its counterpart
 * among the violations.
 */
final class Arrows {
  static final ArchRule CORE = layeredArchitecture()
      .consideringOnlyDependenciesInLayers()
      .withOptionalLayers(true)
      .layer("kernel")
      .definedBy("io.blick..core.kernel..")
      .layer("tensor")
      .definedBy("io.blick..core.tensor..")
      .layer("attention")
      .definedBy("io.blick..core.attention..")
      .layer("weight")
      .definedBy("io.blick..core.weight..")
      .layer("nn")
      .definedBy("io.blick..core.nn..")
      .whereLayer("kernel")
      .mayOnlyBeAccessedByLayers("tensor", "attention", "weight", "nn")
      .whereLayer("tensor")
      .mayOnlyBeAccessedByLayers("attention", "weight", "nn")
      .whereLayer("weight")
      .mayOnlyBeAccessedByLayers("nn")
      .whereLayer("attention")
      .mayOnlyBeAccessedByLayers("nn")
      .whereLayer("nn")
      .mayNotBeAccessedByAnyLayer()
      .because("arithmetic must not know what it is used for");

  static final ArchRule MODELS = layeredArchitecture()
      .consideringOnlyDependenciesInLayers()
      .withOptionalLayers(true)
      .layer("format")
      .definedBy("io.blick..models.format..")
      .layer("token")
      .definedBy("io.blick..models.token..")
      .layer("weights")
      .definedBy("io.blick..models.weights..")
      .layer("text")
      .definedBy("io.blick..models.text..")
      .layer("sentence")
      .definedBy("io.blick..models.sentence..")
      .layer("task")
      .definedBy("io.blick..models.task..")
      .layer("generate")
      .definedBy("io.blick..models.generate..")
      .layer("stack")
      .definedBy("io.blick..models.stack..")
      .layer("encoder")
      .definedBy("io.blick..models.encoder..")
      .layer("causal")
      .definedBy("io.blick..models.causal..")
      .layer("gguf")
      .definedBy("io.blick..models.gguf..")
      .layer("architectures")
      .definedBy(
          "io.blick..models.bert..",
          "io.blick..models.distilbert..",
          "io.blick..models.electra..",
          "io.blick..models.mpnet..",
          "io.blick..models.gemma..",
          "io.blick..models.gpt2..",
          "io.blick..models.gptneox..",
          "io.blick..models.llama..",
          "io.blick..models.phi..",
          "io.blick..models.qwen..",
          "io.blick..models.smollm..",
          "io.blick..models.transformer..",
          "io.blick..models.vit..")
      .layer("Models")
      .definedBy("io.blick..models")
      .whereLayer("format")
      .mayOnlyBeAccessedByLayers(
          "token",
          "weights",
          "text",
          "sentence",
          "task",
          "generate",
          "stack",
          "encoder",
          "causal",
          "gguf",
          "architectures",
          "Models")
      .whereLayer("token")
      .mayOnlyBeAccessedByLayers(
          "text",
          "task",
          "generate",
          "stack",
          "encoder",
          "causal",
          "gguf",
          "architectures",
          "Models")
      .whereLayer("weights")
      .mayOnlyBeAccessedByLayers("stack", "encoder", "causal", "gguf", "architectures", "Models")
      .whereLayer("text")
      .mayOnlyBeAccessedByLayers(
          "sentence",
          "task",
          "generate",
          "stack",
          "encoder",
          "causal",
          "gguf",
          "architectures",
          "Models")
      .whereLayer("sentence")
      .mayOnlyBeAccessedByLayers("encoder", "Models")
      .whereLayer("task")
      .mayNotBeAccessedByAnyLayer()
      .whereLayer("generate")
      .mayNotBeAccessedByAnyLayer()
      .whereLayer("stack")
      .mayOnlyBeAccessedByLayers("encoder", "causal", "architectures", "Models")
      .whereLayer("encoder")
      .mayOnlyBeAccessedByLayers("architectures", "Models")
      .whereLayer("causal")
      .mayOnlyBeAccessedByLayers("gguf", "architectures", "Models")
      .whereLayer("gguf")
      .mayOnlyBeAccessedByLayers("Models")
      .whereLayer("architectures")
      .mayOnlyBeAccessedByLayers("Models")
      .whereLayer("Models")
      .mayOnlyBeAccessedByLayers("task")
      .because("Models alone maps a model_type to an architecture");

  static final ArchRule MODULES = layeredArchitecture()
      .consideringOnlyDependenciesInLayers()
      .withOptionalLayers(true)
      .layer("core")
      .definedBy("io.blick..core..")
      .layer("models")
      .definedBy("io.blick..models..")
      .layer("hub")
      .definedBy("io.blick..hub..")
      .layer("lens")
      .definedBy("io.blick..lens..")
      .layer("cli")
      .definedBy("io.blick..cli..")
      .layer("bench")
      .definedBy("io.blick..bench..")
      .whereLayer("core")
      .mayOnlyBeAccessedByLayers("models", "hub", "lens", "cli", "bench")
      .whereLayer("models")
      .mayOnlyBeAccessedByLayers("hub", "lens", "cli", "bench")
      .whereLayer("hub")
      .mayOnlyBeAccessedByLayers("cli", "bench")
      .whereLayer("lens")
      .mayOnlyBeAccessedByLayers("cli")
      .whereLayer("cli")
      .mayNotBeAccessedByAnyLayer()
      .whereLayer("bench")
      .mayNotBeAccessedByAnyLayer()
      .because("a room must be usable without those above it");

  static final ArchRule ARCHITECTURES_APART = slices()
      .assignedFrom(new Architectures())
      .should()
      .notDependOnEachOther()
      .because("what two architectures share goes down to io.blick.models.encoder or core.nn");

  static final ArchRule MEASURES_APART = slices()
      .matching("io.blick..lens.(ablation|coreference|flow|induction|looks|profile|roles|senses)..")
      .should()
      .notDependOnEachOther()
      .because("what two measures share goes down to io.blick.lens.run, bootstrap and vector");

  static final ArchRule NO_PACKAGE_CYCLES = slices()
      .matching("io.blick.(**)")
      .should()
      .beFreeOfCycles()
      .because("packages in a circle can only be understood, tested and moved together");

  private Arrows() {}

  /** Takes each package right below models for an architecture, except the ones they all share. */
  private static final class Architectures implements SliceAssignment {
    private static final Pattern BELOW_MODELS =
        Pattern.compile("(io\\.blick\\.(?:violations\\.)?models)\\.(\\w+).*");
    private static final Set<String> SHARED = Set.of(
        "format",
        "weights",
        "token",
        "text",
        "sentence",
        "task",
        "stack",
        "encoder",
        "causal",
        "gguf",
        "generate",
        "train");

    @Override
    public SliceIdentifier getIdentifierOf(JavaClass type) {
      Matcher matcher = BELOW_MODELS.matcher(type.getPackageName());
      return matcher.matches() && !SHARED.contains(matcher.group(2))
          ? SliceIdentifier.of(matcher.group(1), matcher.group(2))
          : SliceIdentifier.ignore();
    }

    @Override
    public String getDescription() {
      return "architectures";
    }
  }
}
