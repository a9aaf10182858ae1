package org.alloracle.trace;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Opens recorded allocation traces. */
public final class Traces {
  private static final byte[] XZ = {(byte) 0xfd, '7', 'z', 'X', 'Z', 0};

  private Traces() {}

  /**
   * Opens a log, plain or packed by xz.
   *
   * @param file the log
   * @param forced its format, or null to tell it from the content
   * @throws TraceException if it cannot be read, is empty, or is of no known format
   */
  public static TraceReader open(Path file, @Nullable Format forced) throws TraceException {
    String name = file.toString();
    if (Files.isDirectory(file)) {
      throw new TraceException(name, 0, "is a directory");
    }
    try {
      return open(name, Files.newInputStream(file), forced);
    } catch (TraceException e) {
      throw e;
    } catch (IOException e) {
      throw new TraceException(name, 0, Failures.describe(e));
    }
  }

  /**
   * Opens a log that comes from a stream, plain or packed by xz.
   *
   * @param name the log's name for messages
   * @param in the log, from now on the reader's own, closed with it or when this fails
   * @param forced its format, or null to tell it from the content
   * @throws TraceException if it cannot be read, is empty, or is of no known format
   */
  public static TraceReader open(String name, InputStream in, @Nullable Format forced)
      throws TraceException {
    Counter counter = new Counter(in);
    try {
      Lines lines = new Lines(name, unpacked(name, counter));
      String head = lines.head(Sniffer.HEAD);
      Format format = forced != null && !head.isBlank() ? forced : Sniffer.format(name, head);
      return reader(format, lines, counter);
    } catch (IOException e) {
      closeQuietly(in);
      throw e instanceof TraceException t ? t : new TraceException(name, 0, Failures.describe(e));
    }
  }

  private static TraceReader reader(Format format, Lines lines, LongSupplier bytesRead) {
    return switch (format) {
      case MTRACE -> new MtraceReader(lines, bytesRead);
      case VALGRIND -> new ValgrindReader(lines, bytesRead);
      case MTLOG -> new MtlogReader(lines, bytesRead);
      case MALLOC_LAB -> new MallocLabReader(lines, bytesRead);
      case WEE_ALLOC -> new WeeAllocReader(lines, bytesRead);
    };
  }

  private static InputStream unpacked(String name, InputStream in) throws IOException {
    InputStream log = new BufferedInputStream(in, 1 << 16);
    log.mark(XZ.length);
    byte[] magic = log.readNBytes(XZ.length);
    log.reset();
    if (!Arrays.equals(magic, XZ)) {
      return log;
    }
    try {
      return XzInput.unpack(log);
    } catch (NoClassDefFoundError e) {
      throw new TraceException(
          name,
          0,
          "packed by xz, which needs the library org.tukaani:xz on the class path; or unpack it"
              + " first with xz -d");
    }
  }

  private static void closeQuietly(InputStream in) {
    try {
      in.close();
    } catch (IOException e) {
      // what made the opening fail says more
    }
  }

  /** Counts the bytes that come from the file. */
  private static final class Counter extends FilterInputStream implements LongSupplier {
    private long count;

    Counter(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int c = super.read();
      count += c < 0 ? 0 : 1;
      return c;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      int got = super.read(into, from, length);
      count += Math.max(got, 0);
      return got;
    }

    /** Not asked of the file, because a pipe cannot tell. */
    @Override
    public int available() {
      return 0;
    }

    @Override
    public long getAsLong() {
      return count;
    }
  }
}
