package io.blick.bench.results;

import io.blick.bench.machine.MachineKind;
import io.blick.bench.report.Page;

/**
 * The results of a subject on one machine.
 *
 * @param kind the kind of the machine
 * @param page its page
 */
record MachinePage(MachineKind kind, Page page) {

  /** Returns how the page was made. */
  String command() {
    return page.facts().getOrDefault("command", "–");
  }

  /** Returns the day on which it was measured, as 2026-11-29. */
  String date() {
    return page.facts().getOrDefault("date", "");
  }
}
