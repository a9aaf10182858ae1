/**
 * Runs the model checker and the prover, and holds what they said against what the project states:
 * the manifests say what must hold, the ledger says what did.
 *
 * <p>Depends on the JDK and Gson. Needs TLC on the class path for models, and an OpenJML
 * installation for proofs.
 */
@NullMarked
package org.alloracle.evidence;

import org.jspecify.annotations.NullMarked;
