// SPDX-License-Identifier: Apache-2.0
/** Rate limits and quotas of users and IP addresses. Inside the gateway only. */
@NullMarked
package dev.hubbub.gateway.limits;

import org.jspecify.annotations.NullMarked;
