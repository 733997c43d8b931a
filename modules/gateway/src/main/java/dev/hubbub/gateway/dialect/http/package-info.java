// SPDX-License-Identifier: Apache-2.0
/** Requests over plain HTTP. */
@NullMarked
package dev.hubbub.gateway.dialect.http;

import org.jspecify.annotations.NullMarked;
