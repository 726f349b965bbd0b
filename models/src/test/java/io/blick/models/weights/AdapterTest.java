package io.blick.models.weights;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blick.core.tensor.Tensor;
import io.blick.models.Models;
import io.blick.models.bert.TinyBert;
import io.blick.models.format.FormatException;
import io.blick.models.format.safetensors.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A folder with an adapter of PEFT is refused with lines of Python that make a model of it. */
class AdapterTest {
  private static final String BEGIN =
      "models: adapter_config.json: at byte 0: the folder must hold a whole model; got an adapter";
  private static final String MERGED = " a.merge_and_unload().save_pretrained('NEW');"
      + " T.from_pretrained('%s').save_pretrained('NEW') writes a whole model";

  @TempDir
  private Path folder;

  @Test
  void an_adapter_alone_says_how_it_is_merged() throws IOException {
    config("'peft_type': 'LORA', 'task_type': 'SEQ_CLS', 'base_model_name_or_path': 'owner/name'");
    Safetensors.write(
        folder.resolve("adapter_model.safetensors"),
        Map.of(
            "base_model.model.bert.encoder.layer.0.query.lora_A.weight", Tensor.zeros(2, 7),
            "base_model.model.classifier.weight", Tensor.zeros(5, 7)),
        Map.of());
    Files.createFile(folder.resolve("tokenizer.json"));

    refused(" (LORA) to owner/name; in Python, from peft import"
        + " AutoPeftModelForSequenceClassification as A; a = A.from_pretrained('THIS',"
        + " num_labels=5); from transformers import AutoTokenizer as T;"
        + MERGED.formatted("THIS"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'SEQ_CLS' | from peft import AutoPeftModelForSequenceClassification as A; a ="
            + " A.from_pretrained('THIS', num_labels=N)",
        "'TOKEN_CLS' | from peft import AutoPeftModelForTokenClassification as A; a ="
            + " A.from_pretrained('THIS', num_labels=N)",
        "'QUESTION_ANS' | from peft import AutoPeftModelForQuestionAnswering as A; a ="
            + " A.from_pretrained('THIS')",
        "'FEATURE_EXTRACTION' | from peft import AutoPeftModelForFeatureExtraction as A; a ="
            + " A.from_pretrained('THIS')",
        "null, 'auto_mapping': {'base_model_class': 'BertForMaskedLM'} | from peft import"
            + " AutoPeftModel as A; a = A.from_pretrained('THIS')",
        "null | from peft import PeftModel as P; from transformers import AutoModel as A; a ="
            + " P.from_pretrained(A.from_pretrained('owner/name'), 'THIS')"
      })
  void the_class_is_that_of_its_task(String task, String lines) throws IOException {
    config("'base_model_name_or_path': 'owner/name', 'peft_type': 'LORA', 'task_type': " + task);

    refused(" (LORA) to owner/name; in Python, " + lines
        + "; from transformers import AutoTokenizer as T;" + MERGED.formatted("owner/name")
        + (lines.contains("=N") ? " of N labels" : ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"PREFIX_TUNING", "P_TUNING", "PROMPT_TUNING"})
  void what_no_weight_can_hold_is_not_merged(String kind) throws IOException {
    config("'peft_type': '%s'".formatted(kind));

    refused(" (%s) to a model that it does not name, which is not supported and cannot be merged"
            .formatted(kind)
        + " into weights; take a model that was trained whole");
  }

  @Test
  void an_adapter_of_another_library_is_told_as_such() throws IOException {
    config("'model_name': 'owner/name'");

    refused(" to a model that it does not name, of a library other than PEFT; merge it into that"
        + " model's weights with the library that saved it");
  }

  @Test
  void what_its_file_says_is_no_program() throws IOException {
    config("'peft_type': 'LORA\\u001b[31m', 'base_model_name_or_path': 'a\\'); evil(\\u001b'");

    refused(" (LORA\\u001b[31m) to a'); evil(\\u001b; in Python, from peft import PeftModel as P;"
        + " from transformers import AutoModel as A; a = P.from_pretrained(A.from_pretrained("
        + "'BASE'), 'THIS'); from transformers import AutoTokenizer as T;"
        + MERGED.formatted("BASE"));
  }

  @Test
  void one_beside_a_model_is_refused_since_the_model_with_it_gives_other_numbers()
      throws IOException {
    new TinyBert().embedding().write(folder);
    config("'peft_type': 'LORA', 'task_type': 'FEATURE_EXTRACTION',"
        + " 'base_model_name_or_path': 'owner/name'");

    refused(" (LORA) to owner/name; in Python, from peft import"
        + " AutoPeftModelForFeatureExtraction as A; a = A.from_pretrained('THIS'); from"
        + " transformers import AutoTokenizer as T;"
        + MERGED.formatted("THIS")
        + ", to which modules.json and the folders that it names are copied; without"
        + " adapter_config.json the folder is the model without it");
  }

  private void config(String keys) throws IOException {
    Files.writeString(
        folder.resolve("adapter_config.json"),
        "{%s}".formatted(keys).replace("\\'", "@").replace('\'', '"').replace('@', '\''));
  }

  private void refused(String rest) {
    assertThatThrownBy(() -> Models.open(folder))
        .isExactlyInstanceOf(FormatException.class)
        .hasMessage(BEGIN + rest);
  }
}
