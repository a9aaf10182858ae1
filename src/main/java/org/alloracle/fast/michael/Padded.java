package org.alloracle.fast.michael;

/** Fields before those of a subclass, so that two of its objects do not share a cache line. */
class Padded {
  long p0;
  long p1;
  long p2;
  long p3;
  long p4;
  long p5;
  long p6;
  long p7;
  long p8;
  long p9;
  long p10;
  long p11;
  long p12;
  long p13;
  long p14;
  long p15;
}
