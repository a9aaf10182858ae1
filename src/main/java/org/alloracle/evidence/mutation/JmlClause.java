package org.alloracle.evidence.mutation;

/**
 * A clause of a contract, or one of the facts that it joins by "and"; without it the contract is
 * weaker.
 *
 * @param method whose contract it is, as {@code take(long,int[])}; empty for an invariant
 * @param kind {@code ensures}, {@code invariant} or {@code signals}
 * @param fact as it is written
 * @param ordinal which of the same in the class, from 1
 * @param line of the clause's keyword, from 1
 * @param loss puts {@code true} in the place of the fact
 */
public record JmlClause(String method, String kind, String fact, int ordinal, int line, Edit loss) {

  /** What names it within its class for as long as it reads the same. */
  public String id() {
    String which = ordinal == 1 ? "" : " (" + ordinal + ")";
    String text = fact.replaceAll("(?m)^\\s*@|//.*$", " ").strip().replaceAll("\\s+", " ");
    return (method.isEmpty() ? "" : method + " ") + kind + ": " + text + which;
  }

  /** Whether all objects of the class must have it. */
  public boolean isInvariant() {
    return method.isEmpty();
  }
}
