package io.blick.violations.models.bert;

import io.blick.violations.models.gpt2.Lender;

/** An architecture that borrows from another. */
public final class Borrower {
  Lender lender = new Lender();
}
