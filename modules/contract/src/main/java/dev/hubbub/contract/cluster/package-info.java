// SPDX-License-Identifier: Apache-2.0
/** Which node serves which shard of rooms and users. */
@NullMarked
package dev.hubbub.contract.cluster;

import org.jspecify.annotations.NullMarked;
