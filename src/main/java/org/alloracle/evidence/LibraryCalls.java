package org.alloracle.evidence;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The methods of the Java library that a compiled class calls: its constant pool names them. */
final class LibraryCalls {
  private LibraryCalls() {}

  /** As {@code java.lang.Math.max(long,long)}. */
  static Set<String> of(String className) {
    try {
      Set<String> calls = new TreeSet<>();
      collect(Class.forName(className, false, LibraryCalls.class.getClassLoader()), calls);
      return calls;
    } catch (ClassNotFoundException e) {
      throw new EvidenceException(className + " is not compiled", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void collect(Class<?> type, Set<String> calls) throws IOException {
    String file = "/" + type.getName().replace('.', '/') + ".class";
    try (InputStream in = type.getResourceAsStream(file)) {
      if (in == null) {
        throw new EvidenceException("no class file of " + type.getName());
      }
      read(new DataInputStream(in), calls);
    }
    for (Class<?> nested : type.getDeclaredClasses()) {
      collect(nested, calls);
    }
  }

  /** The table is that of the Java Virtual Machine Specification, section 4.4. */
  private static void read(DataInputStream in, Set<String> calls) throws IOException {
    in.skipNBytes(8);
    int count = in.readUnsignedShort();
    int[] tags = new int[count];
    int[] first = new int[count];
    int[] second = new int[count];
    String[] texts = new String[count];
    for (int i = 1; i < count; i++) {
      tags[i] = in.readUnsignedByte();
      switch (tags[i]) {
        case 1 -> texts[i] = in.readUTF();
        case 3, 4 -> in.skipNBytes(4);
        case 5, 6 -> {
          in.skipNBytes(8);
          i++; // takes two places
        }
        case 7, 8, 16, 19, 20 -> first[i] = in.readUnsignedShort();
        case 15 -> in.skipNBytes(3);
        default -> {
          first[i] = in.readUnsignedShort();
          second[i] = in.readUnsignedShort();
        }
      }
    }
    for (int i = 1; i < count; i++) {
      if (tags[i] == 10 || tags[i] == 11) {
        String owner = texts[first[first[i]]].replace('/', '.');
        if (owner.startsWith("java.")) {
          calls.add(owner + "." + signature(texts[first[second[i]]], texts[second[second[i]]]));
        }
      }
    }
  }

  private static String signature(String name, String descriptor) {
    return MethodTypeDesc.ofDescriptor(descriptor).parameterList().stream()
        .map(ClassDesc::displayName)
        .collect(Collectors.joining(",", name + "(", ")"));
  }
}
