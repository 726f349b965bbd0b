package io.blick.models.format.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blick.core.tensor.Tensor;
import io.blick.models.format.FormatException;
import io.blick.models.format.mapped.OpenFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Weights in several files, with an index. */
class ShardedSafetensorsTest {
  @TempDir
  private Path folder;

  private long mappedBefore;

  @BeforeEach
  void write() {
    mappedBefore = OpenFiles.mapped();
    shard("1", "b", Tensor.of(new float[] {2, 3, 5}, 3));
    shard("2", "a", Tensor.of(new float[] {7, 11}, 2));
    index("{\"weight_map\": {\"a\": \"2.safetensors\", \"b\": \"1.safetensors\"}}");
  }

  @AfterEach
  void nothing_stays_open() {
    assertThat(OpenFiles.mapped()).isEqualTo(mappedBefore);
  }

  @Test
  void tensors_are_found_in_their_files_in_the_order_of_the_index() {
    try (var sharded = open()) {
      assertThat(sharded.names()).containsExactly("a", "b");
      assertThat(sharded.tensor("a").toFloats()).containsExactly(7, 11);
      assertThat(sharded.weight("b", 3).toFloats()).containsExactly(2, 3, 5);
      assertThatThrownBy(() -> sharded.tensor("ab"))
          .isInstanceOf(FormatException.class)
          .hasMessage("safetensors: model.safetensors.index.json: at byte 0: the file must have the"
              + " tensor ab; got 2 others, the nearest is a");
    }
  }

  @Test
  void a_file_of_it_that_is_cut_off_while_it_is_open_is_named() throws IOException {
    try (var sharded = open()) {
      Files.write(folder.resolve("1.safetensors"), new byte[7]);

      assertThatThrownBy(() -> sharded.reading(() -> "read"))
          .isInstanceOf(FormatException.class)
          .hasMessageStartingWith(
              "safetensors: 1.safetensors: at byte 0: the file must not change");
    }
  }

  @Test
  void closing_it_twice_does_nothing() {
    ShardedSafetensors sharded = open();

    sharded.close();
    sharded.close();

    assertThat(OpenFiles.mapped()).isEqualTo(mappedBefore);
  }

  @Test
  void a_missing_file_is_named() throws IOException {
    Files.delete(folder.resolve("1.safetensors"));

    refused("file of the weights must be beside the index; got no 1.safetensors; fetch it again");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "2"})
  void a_file_of_it_that_is_cut_short_is_named_with_both_lengths(String name) throws IOException {
    Path file = folder.resolve(name + ".safetensors");
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length - 3));

    assertThatThrownBy(this::open)
        .isInstanceOf(FormatException.class)
        .hasMessage("safetensors: %s.safetensors: at byte %d: the file must have the %d bytes that"
                .formatted(name, whole.length - 3, whole.length)
            + " its header tells of; got %d; fetch it again".formatted(whole.length - 3));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"\"",
        "\".\"",
        "\"..\"",
        "\"../1.safetensors\"",
        "\"/1.safetensors\"",
        "\"./1.safetensors\"",
        "\"..\\\\1.safetensors\"",
        "\"C:1.safetensors\"",
        "7",
        "null",
        "[\"1.safetensors\"]"
      })
  void a_file_must_be_named_alone(String file) {
    index("{\"weight_map\": {\"b\": %s}}".formatted(file));

    refused(
        "tensor b must be in a file beside the index, named alone; got " + file.replace("[ ", "["));
  }

  @Test
  void an_index_without_a_map_is_none() {
    index("{\"weight_map\": [1]}");
    refused("index must have a weight_map from tensors to files; got [1]");

    index("{\"metadata\": {}}");
    refused("index must have a weight_map from tensors to files; got none");

    index("[]");
    refused("index must have a weight_map from tensors to files; got none");
  }

  @Test
  void an_index_of_nothing_is_none() {
    index("{\"weight_map\": {}}");

    refused("index must say of at least one tensor which file it is in; got an empty weight_map");
  }

  @Test
  void a_file_whose_name_is_too_long_to_be_one_is_told_so() {
    index("{\"weight_map\": {\"b\": \"%s\"}}".formatted("n".repeat(307)));

    refused("tensor b must be in a file whose name has at most 255 bytes; got %s..., which has 307"
        .formatted("n".repeat(80)));
  }

  @Test
  void a_tensor_that_is_not_in_its_file() {
    index("{\"weight_map\": {\"a\": \"2.safetensors\", \"b\": \"2.safetensors\"}}");

    refused("tensor b must be in 2.safetensors, as the index says; got a file without it; fetch it"
        + " again");
  }

  @Test
  void a_tensor_that_is_in_another_file_than_the_index_says() {
    index("{\"weight_map\": {\"a\": \"1.safetensors\", \"b\": \"2.safetensors\"}}");

    refused("tensor a must be in 1.safetensors, as the index says; got a file without it; fetch it"
        + " again");
  }

  @Test
  void a_tensor_in_two_files() {
    shard("1", "a", Tensor.zeros(2));
    index("{\"weight_map\": {\"a\": \"2.safetensors\", \"b\": \"1.safetensors\"}}");

    refused("tensor a must be in one file; got it in 2.safetensors and in 1.safetensors");
  }

  @Test
  void a_tensor_that_the_index_does_not_list() {
    Safetensors.write(
        folder.resolve("1.safetensors"),
        Map.of("b", Tensor.zeros(3), "c", Tensor.zeros(5)),
        Map.of());

    refused("tensor c of 1.safetensors must be in the index; got an index without it; fetch it"
        + " again");
  }

  @Test
  void a_file_that_the_index_does_not_name_is_no_part_of_it() {
    shard("3", "c", Tensor.zeros(5));

    try (var sharded = open()) {
      assertThat(sharded.names()).isEqualTo(new java.util.LinkedHashSet<>(List.of("a", "b")));
    }
  }

  private ShardedSafetensors open() {
    return ShardedSafetensors.open(folder.resolve("model.safetensors.index.json"));
  }

  private void refused(String said) {
    assertThatThrownBy(this::open)
        .isInstanceOf(FormatException.class)
        .hasMessage("safetensors: model.safetensors.index.json: at byte 0: " + said);
  }

  private void shard(String name, String tensor, Tensor value) {
    Safetensors.write(
        folder.resolve(name + ".safetensors"), Map.of(tensor, value), Map.of("format", "pt"));
  }

  private void index(String json) {
    try {
      Files.writeString(folder.resolve("model.safetensors.index.json"), json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
