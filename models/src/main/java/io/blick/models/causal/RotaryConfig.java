package io.blick.models.causal;

import io.blick.core.nn.Rotary;
import io.blick.core.nn.RotaryScaling;
import io.blick.models.format.json.ConfigFile;
import java.util.List;
import java.util.OptionalInt;

/**
 * What a config.json says of rotary positions: in {@code rope_parameters}, or, in older files, in
 * {@code rope_theta} and {@code rope_scaling}.
 *
 * @param parameters where it says so, for errors
 * @param base θ
 * @param part of a head that is turned, at most 1
 * @param rotated how many elements that is, where the file says it
 * @param scaling of the frequencies
 * @param divisors of the frequencies after that, one for each, or none
 */
public record RotaryConfig(
    ConfigFile parameters,
    double base,
    double part,
    OptionalInt rotated,
    RotaryScaling scaling,
    List<Double> divisors) {
  /** Copies the list. */
  public RotaryConfig {
    divisors = List.copyOf(divisors);
  }

  private static final String PARAMETERS = "rope_parameters";
  private static final String SCALING = "rope_scaling";
  private static final String THETA = "rope_theta";
  private static final String PART = "partial_rotary_factor";
  private static final String DIVISORS = "frequency_divisors";
  private static final List<String> TYPES = List.of("default", "linear", "llama3", "yarn");

  /**
   * Returns what a config.json says.
   *
   * @throws io.blick.models.format.FormatException if it asks for what is not supported
   */
  public static RotaryConfig of(ConfigFile file) {
    return of(file, parameters(file), TYPES);
  }

  /**
   * Returns what a config.json says that may not ask for other frequencies than the base gives.
   *
   * @throws io.blick.models.format.FormatException if it does
   */
  public static RotaryConfig plain(ConfigFile file) {
    return of(file, parameters(file), TYPES.subList(0, 1));
  }

  /** Returns the object that counts: where both are there, the older one. */
  private static ConfigFile parameters(ConfigFile file) {
    return file.object(file.isSet(SCALING) ? SCALING : PARAMETERS);
  }

  /**
   * Returns what an object of a config.json says.
   *
   * @param parameters the object, as {@code rope_parameters} is
   * @throws io.blick.models.format.FormatException if it asks for what is not supported
   */
  public static RotaryConfig of(ConfigFile file, ConfigFile parameters) {
    return of(file, parameters, TYPES);
  }

  private static RotaryConfig of(ConfigFile file, ConfigFile parameters, List<String> types) {
    double base = parameters.positiveNumber(THETA, file.positiveNumber(THETA, 10_000));
    double part = parameters.positiveNumber(PART, file.positiveNumber(PART, 1));
    if (part > 1) {
      throw parameters.wrong(PART, "must be at most 1");
    }
    return new RotaryConfig(
        parameters,
        base,
        part,
        parameters.length("dimension_count"),
        scaling(file, parameters, types),
        parameters.positiveNumbers(DIVISORS));
  }

  private static RotaryScaling scaling(ConfigFile file, ConfigFile parameters, List<String> types) {
    String key = parameters.has("rope_type") ? "rope_type" : "type";
    return switch (parameters.choice(key, types)) {
      case "linear" -> new RotaryScaling.Linear(factor(parameters));
      case "llama3" ->
        new RotaryScaling.Llama3(
            factor(parameters),
            parameters.positiveNumber("low_freq_factor", 1),
            parameters.positiveNumber("high_freq_factor", 4),
            original(file, parameters));
      case "yarn" -> yarn(file, parameters);
      default -> new RotaryScaling.Plain();
    };
  }

  private static double factor(ConfigFile parameters) {
    return parameters.positiveNumber("factor", Double.NaN);
  }

  private static double original(ConfigFile file, ConfigFile parameters) {
    String key = "original_max_position_embeddings";
    ConfigFile has = parameters.has(key) ? parameters : file;
    return has.has(key) ? has.size(key) : file.size("max_position_embeddings");
  }

  private static RotaryScaling yarn(ConfigFile file, ConfigFile parameters) {
    double factor = factor(parameters);
    return new RotaryScaling.Yarn(
        factor,
        original(file, parameters),
        parameters.positiveNumber("beta_fast", 32),
        parameters.positiveNumber("beta_slow", 1),
        parameters.isTrue("truncate", true)
            ? RotaryScaling.Yarn.Ends.WHOLE
            : RotaryScaling.Yarn.Ends.EXACT,
        parameters.positiveNumber("attention_factor", attentionFactor(parameters, factor)));
  }

  private static double attentionFactor(ConfigFile parameters, double factor) {
    if (!parameters.isSet("mscale") || !parameters.isSet("mscale_all_dim")) {
      return RotaryScaling.Yarn.recommendedAttentionFactor(factor, 1);
    }
    return RotaryScaling.Yarn.recommendedAttentionFactor(
            factor, parameters.positiveNumber("mscale", 1))
        / RotaryScaling.Yarn.recommendedAttentionFactor(
            factor, parameters.positiveNumber("mscale_all_dim", 1));
  }

  /**
   * Returns the embedding for heads of a size.
   *
   * @param headDim elements of a head, D
   * @throws io.blick.models.format.FormatException if so many elements cannot be turned
   */
  public Rotary rotary(Rotary.Pairs pairs, int headDim) {
    int turned = rotated.orElse((int) (part * headDim));
    if (turned < 2 || turned % 2 != 0 || turned > headDim) {
      throw parameters.wrong(
          PART,
          "must leave an even number of the %d elements of a head, from 2".formatted(headDim));
    }
    double[] frequencies = scaling.frequencies(turned, base);
    if (!divisors.isEmpty() && divisors.size() != frequencies.length) {
      throw parameters.wrong(DIVISORS, "must have %d numbers".formatted(frequencies.length));
    }
    for (int i = 0; i < divisors.size(); i++) {
      frequencies[i] /= divisors.get(i);
    }
    return Rotary.of(pairs, frequencies, scaling.attentionFactor());
  }
}
