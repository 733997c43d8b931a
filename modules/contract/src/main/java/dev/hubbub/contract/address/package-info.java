// SPDX-License-Identifier: Apache-2.0
/** An address with the types of its request and reply, or of its event, and how a request finds its shard. */
package dev.hubbub.contract.address;
