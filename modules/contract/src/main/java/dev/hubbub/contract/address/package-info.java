// SPDX-License-Identifier: Apache-2.0
/** Addresses with the types of their request and reply, or of their event, and the shard of a request. */
@NullMarked
package dev.hubbub.contract.address;

import org.jspecify.annotations.NullMarked;
