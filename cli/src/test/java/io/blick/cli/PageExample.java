package io.blick.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A command that a page of docs shows with what it prints.
 *
 * @param command what stands behind blick
 * @param output the lines below it, without the indent of the page
 */
record PageExample(String command, List<String> output) {
  private static final String INDENT = "    ";
  private static final String PROMPT = INDENT + "$ blick ";
  private static final Pattern FOLDER = Pattern.compile("(docs|models)/");
  private static final Pattern ARGUMENT = Pattern.compile("\"([^\"]*)\"|\\S+");

  static List<PageExample> of(Path page) throws IOException {
    List<PageExample> examples = new ArrayList<>();
    for (String line : Files.readAllLines(page)) {
      if (line.startsWith(PROMPT)) {
        examples.add(new PageExample(line.substring(PROMPT.length()), new ArrayList<>()));
      } else if (line.startsWith(INDENT) && !examples.isEmpty()) {
        examples.getLast().output().add(line.substring(INDENT.length()));
      }
    }
    return examples;
  }

  /** Returns the arguments, with paths from here. */
  List<String> arguments() {
    return ARGUMENT
        .matcher(command.replaceFirst(" < .*", ""))
        .results()
        .map(match -> match.group().replace("\"", ""))
        .map(argument -> FOLDER.matcher(argument).lookingAt() ? "../" + argument : argument)
        .toList();
  }

  /** Returns the texts that stand in the output behind their numbers, a line each. */
  String numberedTexts() {
    return output.stream()
        .filter(line -> line.matches("\\d {2}\\p{L}.*"))
        .map(line -> line.substring(3) + "\n")
        .collect(Collectors.joining());
  }

  @Override
  public String toString() {
    return "blick " + command;
  }
}
