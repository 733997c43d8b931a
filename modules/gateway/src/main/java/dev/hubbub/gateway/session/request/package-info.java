// SPDX-License-Identifier: Apache-2.0
/** What sessions ask: requests, logins, and the feeds that they follow. */
@NullMarked
package dev.hubbub.gateway.session.request;

import org.jspecify.annotations.NullMarked;
