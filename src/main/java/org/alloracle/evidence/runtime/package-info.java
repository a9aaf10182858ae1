/**
 * The contracts of the references at run time: read from their sources, evaluated before and after
 * each call, and asked what else they would let pass.
 *
 * <p>No prover is needed. A prover shows that a contract holds always; here it is seen to hold in
 * some states, by another reader of the same text, so a mistake of the prover's reading would show,
 * and a contract that nothing can meet, or that says too little, shows as well.
 */
@NullMarked
package org.alloracle.evidence.runtime;

import org.jspecify.annotations.NullMarked;
