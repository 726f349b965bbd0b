package io.blick.violations.lens;

import com.fasterxml.jackson.databind.ObjectMapper;
import picocli.CommandLine;

/** A library that behaves like a command. */
public final class Report {
  CommandLine line = new CommandLine(this);
  ObjectMapper json = new ObjectMapper();

  void print() {
    System.out.println(line);
    System.exit(1);
  }
}
