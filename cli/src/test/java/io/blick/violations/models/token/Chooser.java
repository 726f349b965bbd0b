package io.blick.violations.models.token;

import io.blick.violations.models.bert.Borrower;
import picocli.CommandLine;

/** A tokenizer that knows an architecture and the command line. */
public final class Chooser {
  Borrower model = new Borrower();
  CommandLine line = new CommandLine(this);
}
