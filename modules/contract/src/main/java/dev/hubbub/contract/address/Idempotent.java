// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.address;

/**
 * A request that has the effect of one when it is served twice. The bus asks it again when a node that may have been
 * asked has left the cluster.
 */
public interface Idempotent {
    /** Whether this one is. */
    default boolean repeatable() {
        return true;
    }
}
