// SPDX-License-Identifier: Apache-2.0
/** What every HTTP listener of a node demands of its clients: well-formed requests, in time. */
@NullMarked
package dev.hubbub.contract.http;

import org.jspecify.annotations.NullMarked;
