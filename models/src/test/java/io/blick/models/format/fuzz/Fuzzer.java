package io.blick.models.format.fuzz;

import io.blick.models.format.FormatException;
import io.blick.models.format.file.Rule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Opens many damaged files and watches what happens: nothing, or a {@link FormatException} that
 * names the file, a byte in it and one of the rules; soon, and without much memory.
 */
public final class Fuzzer {
  private static final long ALLOWED_NANOS = 1_000_000_000;

  // What a reader may allocate on the heap: whatever the files say, and for each byte they have.
  private static final long ALLOWED_BYTES = 256 << 10;
  private static final long ALLOWED_FOR_EACH_BYTE = 100;

  private static final Pattern MESSAGE =
      Pattern.compile("[a-z ]+: ([^:]+): at byte (\\d+): (.*)", Pattern.DOTALL);

  private final FuzzFormat format;
  // Asked for once: finding rules must not count as the cost of reading a file.
  private final Set<Rule> rules;
  private final FuzzReader reader;
  private final Path folder;
  private final Duration hanging;
  private final ThreadCost cost = new ThreadCost();
  private final Set<Rule> reached = new HashSet<>();
  private String spent = "";
  private volatile int tried;
  private volatile String failure = "";

  /**
   * Creates a fuzzer of one format.
   *
   * @param reader the class that opens the files, the format's own or one with a check left out
   * @param folder where the files are written
   * @param hanging how long one file may take at most, of time on the wall
   */
  public Fuzzer(FuzzFormat format, Class<?> reader, Path folder, Duration hanging) {
    this.hanging = hanging;
    this.format = format;
    this.rules = format.rules();
    this.reader = new FuzzReader(format, reader);
    this.folder = folder;
  }

  /** Tries the inputs of seeds from {@code seed} on, until one does what must not happen. */
  public FuzzReport run(long seed, int inputs) throws InterruptedException {
    Thread worker = Thread.ofPlatform().daemon().start(() -> tryAll(seed, inputs));
    int before = -1;
    while (!worker.join(hanging)) {
      if (tried == before) {
        // Before it is interrupted, which would let it go on.
        String stack = Arrays.toString(worker.getStackTrace());
        worker.interrupt();
        return report(told(seed + before, "it must end soon; it hangs in " + stack));
      }
      before = tried;
    }
    return report(failure);
  }

  private FuzzReport report(String what) {
    return new FuzzReport(tried, Set.copyOf(reached), what);
  }

  private void tryAll(long seed, int inputs) {
    for (int done = 0; done < inputs && failure.isEmpty(); ) {
      try {
        tryOne(seed + done);
      } catch (Throwable e) {
        String got = trace(e);
        failure = told(seed + done, "it must be read or refused by FormatException; got " + got);
      }
      tried = ++done;
    }
  }

  private void tryOne(long seed) throws Throwable {
    var random = new SplittableRandom(seed);
    // From none to much damage: the deepest checks are reached by a little.
    int rarity = random.nextInt(50) == 0 ? 0 : 16 << random.nextInt(5);
    long bytes = write(format.files(new Mutator(random, rarity)));
    boolean cheap = isCheap(seed, bytes);
    // Once more, since whatever is done for the first time also loads classes.
    if (!cheap && !isCheap(seed, bytes)) {
      failure = told(seed, "it must be cheap for %d bytes; got %s".formatted(bytes, spent));
    }
  }

  private boolean isCheap(long seed, long bytes) throws Throwable {
    long bytesBefore = cost.allocatedBytes();
    long nanosBefore = cost.processorNanos();
    read(seed);
    long allocated = cost.allocatedBytes() - bytesBefore;
    long nanos = cost.processorNanos() - nanosBefore;
    spent = "%d bytes of heap and %d ms".formatted(allocated, nanos / 1_000_000);
    return allocated <= ALLOWED_BYTES + ALLOWED_FOR_EACH_BYTE * bytes && nanos <= ALLOWED_NANOS;
  }

  private void read(long seed) throws Throwable {
    try {
      reader.read(folder.resolve(format.opened()));
    } catch (RuntimeException e) {
      requireRule(seed, e);
    }
  }

  private long write(Map<String, byte[]> files) throws IOException {
    try (var old = Files.list(folder)) {
      // Not overwritten, since some file systems then wait for the disk.
      old.forEach(Fuzzer::delete);
    }
    long bytes = 0;
    for (var file : files.entrySet()) {
      Files.write(folder.resolve(file.getKey()), file.getValue());
      bytes += file.getValue().length;
    }
    return bytes;
  }

  private static void delete(Path path) {
    try {
      Files.delete(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void requireRule(long seed, RuntimeException e) throws IOException {
    // By name: a reader with a check left out has an exception of another class loader.
    if (!e.getClass().getName().equals(FormatException.class.getName())) {
      throw e;
    }
    Matcher message = MESSAGE.matcher(String.valueOf(e.getMessage()));
    if (!message.matches()) {
      throw e;
    }
    Path file = folder.resolve(message.group(1));
    if (!Files.exists(file) || Long.parseLong(message.group(2)) > Files.size(file)) {
      failure = told(seed, "it must name a file and a byte of it; got " + e.getMessage());
    }
    List<Rule> said =
        rules.stream().filter(rule -> isSaid(rule, message.group(3))).toList();
    if (said.size() != 1) {
      failure = told(seed, "it must break one rule; got %s: %s".formatted(said, e.getMessage()));
    }
    reached.addAll(said);
  }

  /** A message says a rule if it is its text with something, or nothing, in each place. */
  private static boolean isSaid(Rule rule, String message) {
    String[] parts = rule.text().split("%0?\\d*[a-z]", -1);
    int at = parts[0].length();
    if (!message.startsWith(parts[0])) {
      return false;
    }
    for (int i = 1; i < parts.length; i++) {
      boolean last = i == parts.length - 1;
      int found = last && message.endsWith(parts[i])
          ? Math.max(at, message.length() - parts[i].length())
          : message.indexOf(parts[i], at);
      if (found < 0) {
        return false;
      }
      at = found + parts[i].length();
    }
    return at == message.length();
  }

  private String told(long seed, String what) {
    return "%s, seed %d: %s".formatted(format.opened(), seed, what);
  }

  private static String trace(Throwable e) {
    return e + " at " + Arrays.stream(e.getStackTrace()).limit(8).toList();
  }
}
