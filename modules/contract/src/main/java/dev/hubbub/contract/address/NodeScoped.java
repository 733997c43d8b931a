// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.address;

/** A request to one node; it travels to {@code address.<node>}. */
public interface NodeScoped {
    /** The id of the node that answers it. */
    String node();
}
