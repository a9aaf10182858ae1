package org.alloracle.trace;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import org.tukaani.xz.MemoryLimitException;
import org.tukaani.xz.UnsupportedOptionsException;
import org.tukaani.xz.XZIOException;
import org.tukaani.xz.XZInputStream;

/** Unpacks {@code .xz} data. The only class that needs the library {@code org.tukaani:xz}. */
final class XzInput extends InputStream {
  /** What a stream may ask the unpacker to hold; {@code xz -9} asks for 65 MiB. */
  private static final int LIMIT_KIB = 128 * 1024;

  private final InputStream in;

  private XzInput(InputStream in) {
    this.in = in;
  }

  /** The data in {@code packed}, unpacked. */
  static InputStream unpack(InputStream packed) throws IOException {
    try {
      return new XzInput(new XZInputStream(packed, LIMIT_KIB));
    } catch (EOFException | XZIOException | RuntimeException e) {
      throw bad(e);
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    try {
      return in.read(into, from, length);
    } catch (EOFException | XZIOException | RuntimeException e) {
      throw bad(e);
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private static IOException bad(Exception cause) {
    String problem = "the xz data is corrupt";
    if (cause instanceof EOFException) {
      problem = "the xz data ends too early, so the file is truncated";
    } else if (cause instanceof MemoryLimitException) {
      problem = "the xz data needs more than " + LIMIT_KIB / 1024 + " MiB to unpack";
    } else if (cause instanceof UnsupportedOptionsException) {
      problem = "the xz data uses options that are not supported";
    }
    return new IOException(problem, cause);
  }
}
