package io.blick.violations.models.electra;

import io.blick.violations.models.bert.Borrower;

/** An encoder that is made of another one. */
public final class Twin {
  Borrower other = new Borrower();
}
