// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.address;

/**
 * A request that may be served twice with the effect of once. The bus sends it again when a node has left the cluster
 * that may have received it.
 */
public interface Idempotent {
    /** Whether this request is idempotent. */
    default boolean repeatable() {
        return true;
    }
}
