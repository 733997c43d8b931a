// SPDX-License-Identifier: Apache-2.0
/** Handles the frames of a client: policy, rate limits, order and forwarding. Inside the gateway only. */
@NullMarked
package dev.hubbub.gateway.request;

import org.jspecify.annotations.NullMarked;
