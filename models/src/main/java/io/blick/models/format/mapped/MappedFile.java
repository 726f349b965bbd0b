package io.blick.models.format.mapped;

import io.blick.core.tensor.Tensor;
import io.blick.models.format.Escaped;
import io.blick.models.format.FormatException;
import io.blick.models.format.file.FileRule;
import io.blick.models.format.file.FolderRule;
import io.blick.models.format.file.NamedFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.zip.CRC32C;

/**
 * A read-only file mapped into memory, little-endian. Callers check offsets against {@link #size}
 * first, by the rules of their format.
 */
public final class MappedFile implements NamedFile, AutoCloseable {
  private static final int LONGEST_NAME = 65_535;
  private static final long PIECE = 1 << 30;

  /** The JVM's message if the file behind a mapping was truncated or its disk fails. */
  private static final String LOST = "unsafe memory access";

  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final String format;
  private final Path path;
  private final Arena arena = Arena.ofShared();
  private final FileState state;
  private final MemorySegment data;

  private MappedFile(String format, Path path) {
    this.format = format;
    this.path = path;
    try {
      state = FileState.of(path);
      data = map(path, arena);
    } catch (IOException e) {
      arena.close();
      throw new UncheckedIOException(unreadable(format, path), e);
    }
  }

  /** Maps a file whether or not the thread is interrupted, and leaves it interrupted if it is. */
  private static MemorySegment map(Path path, Arena arena) throws IOException {
    boolean interrupted = Thread.interrupted();
    try {
      while (true) {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
          return channel.map(MapMode.READ_ONLY, 0, channel.size(), arena);
        } catch (ClosedByInterruptException e) {
          interrupted |= Thread.interrupted();
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * Maps a file and returns the result of {@code reader}; unmaps the file if that fails.
   *
   * @param format with which error messages begin
   * @throws UncheckedIOException if it is no regular file or cannot be read
   */
  public static <T> T read(String format, Path path, Function<MappedFile, T> reader) {
    MappedFile file = open(format, path);
    try {
      if (file.isPointer()) {
        throw FileRule.POINTER.broken(file, 0);
      }
      return reading(List.of(file), () -> reader.apply(file));
    } catch (Throwable e) {
      file.close();
      throw e;
    }
  }

  /** Maps a file; the caller closes it. */
  public static MappedFile open(String format, Path path) {
    Objects.requireNonNull(path, () -> format + ": the file must not be null");
    // Checked before it is opened: opening a named pipe would wait for a writer.
    if (!Files.isRegularFile(path)) {
      throw new UncheckedIOException(
          unreadable(format, path), new NoSuchFileException(path.toString()));
    }
    return new MappedFile(format, path);
  }

  private static String unreadable(String format, Path path) {
    return "%s: file must exist and be readable; got %s".formatted(format, Escaped.path(path));
  }

  /**
   * Returns the result of {@code reader}, which reads these files.
   *
   * @throws FormatException if one of them was changed meanwhile or can no longer be read
   */
  public static <T> T reading(List<MappedFile> files, Supplier<T> reader) {
    try {
      T read = reader.get();
      files.forEach(MappedFile::requireUnchanged);
      return read;
    } catch (InternalError e) {
      if (!String.valueOf(e.getMessage()).contains(LOST)) {
        throw e;
      }
      files.forEach(MappedFile::requireUnchanged);
      throw FolderRule.LOST.broken(files.getFirst(), 0);
    }
  }

  private void requireUnchanged() {
    state.changed().ifPresent(now -> {
      throw FolderRule.CHANGED.broken(this, 0, now, state.bytes());
    });
  }

  /** Checks that the file is not closed. */
  public void requireOpen() {
    if (!arena.scope().isAlive()) {
      throw new IllegalStateException("%s: %s must be open to be read; got it closed; open it again"
          .formatted(format, Escaped.path(path)));
    }
  }

  private boolean isPointer() {
    return size() >= FileRule.POINTER_START.length()
        && FileRule.isPointer(bytes(0, FileRule.POINTER_START.length()).asByteBuffer());
  }

  @Override
  public String format() {
    return format;
  }

  @Override
  public Path path() {
    return path;
  }

  /** Returns the number of bytes. */
  public long size() {
    return data.byteSize();
  }

  public int unsignedByte(long at) {
    return data.get(ValueLayout.JAVA_BYTE, at) & 0xff;
  }

  public int fixed32(long at) {
    return data.get(INT, at);
  }

  public long fixed64(long at) {
    return data.get(LONG, at);
  }

  public MemorySegment bytes(long at, long count) {
    return data.asSlice(at, count);
  }

  /** Returns memory filled with zeros, valid as long as the file is mapped. */
  public MemorySegment allocate(long count) {
    return arena.allocate(count, Tensor.ALIGNMENT);
  }

  /** Returns a short text, such as a name or a type. */
  public String text(long at, long count) {
    if (count > LONGEST_NAME) {
      throw TensorRule.NAME_LENGTH.broken(this, at, count);
    }
    return text(bytes(at, count).asByteBuffer(), at);
  }

  /**
   * Returns a short text whose error offset is {@code at}: where it begins or, where keys are
   * compressed, ends.
   */
  public String text(ByteBuffer bytes, long at) {
    if (bytes.remaining() > LONGEST_NAME) {
      throw TensorRule.NAME_LENGTH.broken(this, at, bytes.remaining());
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException e) {
      throw TensorRule.TEXT.broken(this, at);
    }
  }

  /** Checks that bytes are UTF-8, without keeping the characters. */
  public void requireUtf8(long at, int count) {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    CharBuffer characters = CharBuffer.allocate(1024);
    ByteBuffer bytes = bytes(at, count).asByteBuffer();
    CoderResult result;
    do {
      characters.clear();
      result = decoder.decode(bytes, characters, true);
      if (result.isError()) {
        throw TensorRule.TEXT.broken(this, at + bytes.position());
      }
    } while (result.isOverflow());
  }

  /** Returns the masked CRC-32C of some bytes, as LevelDB and TensorFlow store it. */
  public int maskedChecksum(long at, long count) {
    var checksum = new CRC32C();
    for (long done = 0; done < count; done += PIECE) {
      checksum.update(bytes(at + done, Math.min(PIECE, count - done)).asByteBuffer());
    }
    return Integer.rotateRight((int) checksum.getValue(), 15) + 0xa282ead8;
  }

  /** Unmaps the file; does nothing if it is unmapped already. */
  @Override
  public synchronized void close() {
    if (arena.scope().isAlive()) {
      arena.close();
    }
  }
}
