// SPDX-License-Identifier: Apache-2.0
/** The OpenAPI document of the requests over HTTP. Inside the gateway only. */
@NullMarked
package dev.hubbub.gateway.openapi;

import org.jspecify.annotations.NullMarked;
